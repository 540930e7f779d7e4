using System.Globalization;

namespace Tiphys.Containers.Security;

/// <summary>Signal numbers by name (signal(7), x86-64 and arm64).</summary>
internal static class Signals
{
    public const int Kill = 9;
    public const int Term = 15;

    private const int FirstRealTime = 34;
    private const int LastRealTime = 64;

    private static readonly string[] Names =
    [
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT",
        "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    /// <summary>The number of a signal given as TERM, SIGTERM, 15, RTMIN+3 or SIGRTMAX-1.</summary>
    /// <exception cref="ContainerRuntimeException">There is no such signal.</exception>
    public static int Parse(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= LastRealTime)
            return number;
        var name = text.ToUpperInvariant();
        name = name.StartsWith("SIG", StringComparison.Ordinal) ? name[3..] : name;
        var index = Array.IndexOf(Names, name);
        if (index > 0)
            return index;
        return RealTime(name) ?? throw new ContainerRuntimeException(ContainerRuntimeError.InvalidConfiguration, $"unknown signal \"{text}\"");
    }

    private static int? RealTime(string name)
    {
        var start = name.StartsWith("RTMIN", StringComparison.Ordinal) ? FirstRealTime
            : name.StartsWith("RTMAX", StringComparison.Ordinal) ? LastRealTime : 0;
        if (start == 0)
            return null;
        if (name.Length == 5)
            return start;
        var isOffset = int.TryParse(name.AsSpan(5), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset);
        var number = start + offset;
        return isOffset && number is >= FirstRealTime and <= LastRealTime ? number : null;
    }
}
