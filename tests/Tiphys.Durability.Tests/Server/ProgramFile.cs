namespace Tiphys.Durability.Tests.Server;

/// <summary>The program under test: <c>TIPHYS_PROGRAM</c>, such as the NativeAOT build, or the one that was built with the tests.</summary>
internal static class ProgramFile
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("TIPHYS_PROGRAM") ?? Find();

    private static string Find()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(directory, "Tiphys.slnx")))
        {
            directory = System.IO.Path.GetDirectoryName(directory.TrimEnd('/')) ?? throw new InvalidOperationException("the tests do not lie in the repository");
        }

        return System.IO.Path.Combine(directory, "artifacts", "bin", "Tiphys.Cli", "debug", "tiphys");
    }
}
