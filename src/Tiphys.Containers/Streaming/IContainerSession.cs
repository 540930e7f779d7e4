namespace Tiphys.Containers;

/// <summary>Result of a command that ran to its end.</summary>
public sealed record ExecSyncResult(byte[] StandardOutput, byte[] StandardError, int ExitCode);

/// <summary>A command to run in a container and the streams it gets.</summary>
public sealed record ExecOptions
{
    public required IReadOnlyList<string> Command { get; init; }
    public bool Stdin { get; init; }
    public bool Stdout { get; init; } = true;

    /// <summary>Not with <see cref="Tty"/>: a terminal has one output.</summary>
    public bool Stderr { get; init; } = true;

    public bool Tty { get; init; }

    /// <summary>First size of the terminal in characters.</summary>
    public TerminalSize? Size { get; init; }
}

/// <summary>Columns and rows of a terminal.</summary>
public readonly record struct TerminalSize(ushort Width, ushort Height);

/// <summary>A connection to a process in a container. Disposing an exec session kills its command; detaching leaves it be.</summary>
public interface IContainerSession : IAsyncDisposable
{
    /// <summary>To the process; null when it has no standard input. Disposing it gives the process its end of file.</summary>
    Stream? StandardInput { get; }

    Stream? StandardOutput { get; }

    /// <summary>Null with a terminal.</summary>
    Stream? StandardError { get; }

    /// <summary>Changes the size of the terminal; without one it does nothing.</summary>
    void Resize(TerminalSize size);

    /// <summary>Exit code of the process. The output can be read on after that.</summary>
    Task<int> WaitForExitAsync(CancellationToken cancellationToken);
}
