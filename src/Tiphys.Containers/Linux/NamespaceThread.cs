using System.Runtime.ExceptionServices;

namespace Tiphys.Containers.Linux;

/// <summary>Runs code that changes its thread's namespaces or working directory on a thread of its own that ends afterwards.</summary>
/// <remarks>
/// unshare(2) and setns(2) act on one thread only, and a thread inherits them from the one that creates it. The body must
/// therefore complete no task and queue no work (the thread pool could start a worker from here); it makes system calls
/// and returns. The caller waits, which takes a few milliseconds at most.
/// </remarks>
internal static class NamespaceThread
{
    public static T Run<T>(Func<T> body)
    {
        T result = default!;
        ExceptionDispatchInfo? error = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = body();
                }
                catch (Exception exception)
                {
                    error = ExceptionDispatchInfo.Capture(exception);
                }
            },
            maxStackSize: 256 * 1024)
        {
            IsBackground = true,
            Name = "tiphys-ns",
        };
        thread.Start();
        thread.Join();
        error?.Throw();
        return result;
    }

    public static void Run(Action body) => Run(() =>
    {
        body();
        return true;
    });

    /// <summary>Runs the body inside a pinned network namespace.</summary>
    public static T RunInNetwork<T>(string namespacePath, Func<T> body) => Run(() =>
    {
        using (var handle = Libc.Open(namespacePath, Libc.OpenReadOnly))
            Libc.SetNamespace(handle, Libc.CloneNewNet);
        return body();
    });
}
