using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Linux;
using Tiphys.Containers.Streaming;

namespace Tiphys.Containers;

/// <summary>Reads the log files that conmon writes. Follows them over rotations without polling.</summary>
public static class ContainerLogReader
{
    private const int BlockSize = 16 << 10;

    /// <summary>Copies a log to the streams; a stream that is null is left out.</summary>
    /// <param name="containerExited">Ends following once all that was written until then is copied. Null: it has exited.</param>
    /// <exception cref="FileNotFoundException">There is no log.</exception>
    public static async Task ReadAsync(
        string path,
        LogReadOptions options,
        Stream? standardOutput,
        Stream? standardError,
        Task? containerExited,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var writer = new ContainerLogWriter(options, standardOutput, standardError);
        using var changes = options.Follow
            ? new Inotify(Path.GetDirectoryName(Path.GetFullPath(path))!, InotifyEvents.Modify | InotifyEvents.Create | InotifyEvents.MovedTo)
            : null;
        var file = Open(path);
        try
        {
            var source = new LineSource(file, options.TailLines is { } lines ? FindTail(file, lines) : 0);
            while (true)
            {
                // Asked before reading, so that nothing written before it is missed.
                var isOver = !options.Follow || containerExited is null || containerExited.IsCompleted;
                var isReplaced = options.Follow && IsReplaced(file, path);
                await CopyAsync(source, writer, cancellationToken);
                if (writer.IsFull || (isOver && !isReplaced))
                    return;
                if (isReplaced)
                {
                    file.Dispose();
                    file = Open(path);
                    source = new LineSource(file, 0);
                }
                else
                {
                    await WaitAsync(changes!, containerExited!, cancellationToken);
                }
            }
        }
        finally
        {
            file.Dispose();
        }
    }

    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);

    private static async Task CopyAsync(LineSource source, ContainerLogWriter writer, CancellationToken cancellationToken)
    {
        Stream? last = null;
        while (!writer.IsFull && await source.ReadAsync(cancellationToken) is { } line)
        {
            var (target, text) = writer.Render(line.Span);
            if (target is null)
                continue;
            await target.WriteAsync(text, cancellationToken);
            if (last is not null && last != target)
                await last.FlushAsync(cancellationToken);
            last = target;
        }

        if (last is not null)
            await last.FlushAsync(cancellationToken);
    }

    private static async Task WaitAsync(Inotify changes, Task containerExited, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var change = changes.WaitAsync(either.Token);
        await Task.WhenAny(change, containerExited);
        await either.CancelAsync();
        await change.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    // The moved file keeps its inode; a new one at the path has another.
    private static bool IsReplaced(SafeFileHandle file, string path) =>
        Libc.Stat(path, followLinks: true) is { } now && now.Inode != Libc.Stat($"/proc/self/fd/{file.DangerousGetHandle()}", followLinks: true)?.Inode;

    /// <summary>Offset of the line that has <paramref name="lines"/> - 1 lines after it.</summary>
    private static long FindTail(SafeFileHandle file, long lines)
    {
        var position = RandomAccess.GetLength(file);
        if (lines <= 0)
            return position;
        var block = new byte[BlockSize];
        // The line feed at the very end closes the last line and begins none.
        var remaining = lines + 1;
        while (position > 0)
        {
            var start = Math.Max(0, position - BlockSize);
            var count = RandomAccess.Read(file, block.AsSpan(0, (int)(position - start)), start);
            for (var i = count - 1; i >= 0; i--)
            {
                if (block[i] == '\n' && --remaining == 0)
                    return start + i + 1;
            }

            position = start;
        }

        return 0;
    }

    /// <summary>Whole lines of a file that grows; the last one may be unfinished and is given when it is whole.</summary>
    private sealed class LineSource(SafeFileHandle file, long position)
    {
        private byte[] _buffer = new byte[BlockSize];
        private long _position = position;
        private int _start;
        private int _end;

        /// <summary>The next line without its line feed, good until the next call; null when there is none yet.</summary>
        public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
                if (length >= 0)
                {
                    var line = _buffer.AsMemory(_start, length);
                    _start += length + 1;
                    return line;
                }

                MakeRoom();
                var count = await RandomAccess.ReadAsync(file, _buffer.AsMemory(_end), _position, cancellationToken);
                if (count == 0)
                    return null;
                _position += count;
                _end += count;
            }
        }

        private void MakeRoom()
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
            if (_end == _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }
}
