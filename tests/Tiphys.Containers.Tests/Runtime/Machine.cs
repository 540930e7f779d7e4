using System.Runtime.CompilerServices;

namespace Tiphys.Containers.Tests.Runtime;

/// <summary>What the tests need of the machine.</summary>
internal static class Machine
{
    private static readonly string[] Programs = ["/usr/sbin/runc", "/usr/bin/conmon", "/bin/busybox"];

    /// <summary>Why containers cannot run here; null when they can.</summary>
    public static string? Missing { get; } = Find();

    private static string? Find()
    {
        if (Environment.UserName != "root")
            return "needs root";
        var missing = Programs.Where(p => !File.Exists(p)).ToArray();
        return missing.Length > 0 ? $"needs {string.Join(", ", missing)}" : null;
    }
}

/// <summary>A fact that needs root, runc, conmon and a static busybox; skipped with the reason where one is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MachineFactAttribute : FactAttribute
{
    public MachineFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = Machine.Missing;
        Timeout = 60_000;
    }
}
