namespace Tiphys.E2E.Tests.Support;

/// <summary>Where things are in the repository.</summary>
internal static class Repository
{
    /// <summary>The top directory.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The program under test: <c>TIPHYS_PROGRAM</c>, such as the NativeAOT build, or the one that was built with the tests.</summary>
    public static string Program { get; } =
        Environment.GetEnvironmentVariable("TIPHYS_PROGRAM") ?? Path.Combine(Root, "artifacts", "bin", "Tiphys.Cli", "debug", "tiphys");

    public static string Example(string name) => Path.Combine(Root, "examples", name);

    private static string FindRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Tiphys.slnx")))
        {
            directory = Path.GetDirectoryName(directory.TrimEnd('/')) ?? throw new InvalidOperationException("the tests do not lie in the repository");
        }

        return directory;
    }
}
