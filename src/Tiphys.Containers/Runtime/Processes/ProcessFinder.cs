using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Linux;

namespace Tiphys.Containers.Processes;

/// <summary>Finds processes by the files that conmon and the OCI runtime write their ids to.</summary>
internal static class ProcessFinder
{
    /// <summary>The id in a file; 0 when there is none yet.</summary>
    public static int ReadPid(string path) =>
        File.Exists(path) && int.TryParse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture, out var pid) ? pid : 0;

    /// <summary>A handle for the process in a file, whoever has the number now; null when nobody has.</summary>
    public static SafeFileHandle? Open(string path) => ReadPid(path) is > 0 and var pid ? Libc.PidFdOpen(pid) : null;

    /// <summary>A handle for the process in a file if its arguments hold a text that no other's do.</summary>
    public static SafeFileHandle? Find(string path, string argument) => Find(ReadPid(path), argument);

    /// <summary>A handle for a process if its arguments hold a text that no other's do. Numbers are given anew, such a text is not.</summary>
    public static SafeFileHandle? Find(int pid, string argument)
    {
        var handle = pid > 0 ? Libc.PidFdOpen(pid) : null;
        if (handle is null || HasArgument(pid, argument))
            return handle;
        handle.Dispose();
        return null;
    }

    private static bool HasArgument(int pid, string argument)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Contains(argument, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It ended in between.
            return false;
        }
    }
}
