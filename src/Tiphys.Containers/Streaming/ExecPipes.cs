using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Linux;

namespace Tiphys.Containers.Streaming;

/// <summary>Our ends and the command's ends of its standard streams.</summary>
/// <remarks>Pipes and not sockets, which programs cannot open anew through /dev/stdout.</remarks>
internal sealed class ExecPipes
{
    private readonly List<SafeFileHandle> _childEnds = [];
    private readonly List<(int, SafeHandle)> _descriptors = [];

    private ExecPipes()
    {
        ChildEnds = new Closer(_childEnds);
    }

    public Stream? StandardInput { get; private init; }
    public Stream? StandardOutput { get; private init; }
    public Stream? StandardError { get; private init; }
    public IReadOnlyList<(int, SafeHandle)> ChildDescriptors => _descriptors;

    /// <summary>To be closed here once the child has them, or its end is never seen.</summary>
    public IDisposable ChildEnds { get; }

    public static ExecPipes Open(ExecOptions options)
    {
        var input = options.Stdin ? Libc.Pipe() : default;
        var output = options.Stdout ? Libc.Pipe() : default;
        var error = options.Stderr ? Libc.Pipe() : default;
        var pipes = new ExecPipes
        {
            StandardInput = options.Stdin ? new FdStream(input.Write, FileAccess.Write) : null,
            StandardOutput = options.Stdout ? new FdStream(output.Read, FileAccess.Read) : null,
            StandardError = options.Stderr ? new FdStream(error.Read, FileAccess.Read) : null,
        };
        pipes.Give(0, input.Read);
        pipes.Give(1, output.Write);
        pipes.Give(2, error.Write);
        return pipes;
    }

    private void Give(int childFd, SafeFileHandle? handle)
    {
        if (handle is null)
            return;
        _childEnds.Add(handle);
        _descriptors.Add((childFd, handle));
    }

    private sealed class Closer(List<SafeFileHandle> handles) : IDisposable
    {
        public void Dispose() => handles.ForEach(h => h.Dispose());
    }
}
