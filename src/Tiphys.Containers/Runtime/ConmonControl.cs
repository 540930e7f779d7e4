using System.Globalization;
using System.Text;
using Tiphys.Containers.Linux;

namespace Tiphys.Containers;

/// <summary>Commands to a running conmon through its control fifo: lines of a number and two arguments.</summary>
internal static class ConmonControl
{
    private const int Resize = 1;
    private const int ReopenLogs = 2;

    private static readonly TimeSpan ReopenTimeout = TimeSpan.FromSeconds(10);

    public static void ResizeTerminal(string bundle, TerminalSize size) => Send(bundle, Resize, size.Height, size.Width);

    /// <summary>Returns once conmon has made the file at the log path anew, if it was moved away.</summary>
    public static async Task ReopenLogAsync(string bundle, string logPath, CancellationToken cancellationToken)
    {
        if (logPath.Length == 0)
            return;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ReopenTimeout);
        using var changes = new Inotify(Path.GetDirectoryName(logPath)!, InotifyEvents.Create | InotifyEvents.MovedTo);
        Send(bundle, ReopenLogs, 0, 0);
        while (!File.Exists(logPath))
            await changes.WaitAsync(deadline.Token);
    }

    private static void Send(string bundle, int command, int first, int second)
    {
        var line = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{command} {first} {second}\n"));
        // Without waiting for a reader: when conmon has gone, that is an error.
        using var fifo = Libc.Open(Path.Combine(bundle, "ctl"), Libc.OpenWriteOnly | Libc.OpenNonBlock);
        unsafe
        {
            fixed (byte* start = line)
                LinuxException.ThrowIfNegative(Libc.Write(fifo, start, line.Length), "write to conmon's control fifo");
        }
    }
}
