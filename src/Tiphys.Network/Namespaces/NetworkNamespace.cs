using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;
using Tiphys.Network.Interop;

namespace Tiphys.Network.Namespaces;

/// <summary>
/// An open reference to a Linux network namespace. The namespace lives at least as long as this object.
/// </summary>
/// <remarks>
/// The namespace is a property of an OS thread, so code that must run inside it gets a thread of its own
/// (<see cref="Run{T}"/>) that ends with the call: no pool thread is ever left in a foreign namespace.
/// A socket belongs for life to the namespace it was created in, so only its creation needs such a thread.
/// </remarks>
public sealed class NetworkNamespace : IDisposable
{
    private const int StackBytes = 256 * 1024;
    private const string OwnPath = "/proc/thread-self/ns/net";
    private readonly SafeFileHandle _handle;

    private NetworkNamespace(int descriptor) => _handle = new SafeFileHandle(descriptor, ownsHandle: true);

    /// <summary>A path through which other calls of this process can open the namespace while this object lives.</summary>
    public string Path => $"/proc/self/fd/{Descriptor}";

    internal int Descriptor => (int)_handle.DangerousGetHandle();

    /// <summary>Opens the namespace that a file such as <c>/run/netns/x</c> or <c>/proc/1/ns/net</c> stands for.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The file cannot be opened.</exception>
    public static NetworkNamespace Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new NetworkNamespace(Libc.Check(Libc.Open(path, Libc.OpenReadOnlyCloexec), $"open network namespace {path}"));
    }

    /// <summary>Opens the namespace of the calling thread.</summary>
    public static NetworkNamespace Current() => Open(OwnPath);

    /// <summary>Creates a namespace with nothing but a loopback link that is down; it vanishes with the last reference.</summary>
    public static NetworkNamespace Create() => OnOwnThread(() =>
    {
        Libc.Check(Libc.Unshare(Libc.CloneNewNet), "create network namespace");
        return Open(OwnPath);
    });

    /// <summary>Creates a namespace and pins it with a bind mount on a file, which is created, so that it outlives this process.</summary>
    public static NetworkNamespace CreatePinned(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        File.WriteAllBytes(path, []);
        return OnOwnThread(() =>
        {
            Libc.Check(Libc.Unshare(Libc.CloneNewNet), "create network namespace");
            Libc.Check(Libc.Mount(OwnPath, path, null, Libc.MountBind, 0), $"pin network namespace on {path}");
            return Open(OwnPath);
        });
    }

    /// <summary>Removes the pin that <see cref="CreatePinned"/> made; does nothing when there is none.</summary>
    public static void Unpin(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        // EINVAL: the file is there but nothing is mounted on it, as after a reboot or a crash before the mount.
        if (Libc.Unmount(path, Libc.UnmountDetach) < 0 && System.Runtime.InteropServices.Marshal.GetLastPInvokeError() != Libc.Einval)
        {
            Libc.Check(-1, $"unpin network namespace {path}");
        }

        File.Delete(path);
    }

    /// <summary>Runs code on a thread that is inside this namespace, and returns its result or throws its exception.</summary>
    public T Run<T>(Func<T> action) => OnOwnThread(() =>
    {
        Libc.Check(Libc.SetNs(Descriptor, Libc.CloneNewNet), "enter network namespace");
        return action();
    });

    /// <summary>Runs code on a thread that is inside this namespace.</summary>
    public void Run(Action action) => Run(() =>
    {
        action();
        return true;
    });

    /// <summary>Runs code inside a namespace, or right here when that is null.</summary>
    internal static void RunIn(NetworkNamespace? ns, Action action)
    {
        if (ns is null)
        {
            action();
        }
        else
        {
            ns.Run(action);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static T OnOwnThread<T>(Func<T> action)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = action();
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            },
            StackBytes) { IsBackground = true, Name = "netns" };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }
}
