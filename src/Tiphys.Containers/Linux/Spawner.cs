using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tiphys.Containers.Linux;

/// <summary>posix_spawn(3) with .NET's changes to signal handling undone for the child.</summary>
internal static unsafe class Spawner
{
    // Larger than the opaque types of glibc (336 and 80 bytes) and musl.
    private const int OpaqueSize = 512;

    // Above every number that a child is given, so that no dup2 overwrites a descriptor still to be copied.
    private const int FirstSafeDescriptor = 64;

    public static int Spawn(SpawnRequest request)
    {
        var actions = stackalloc byte[OpaqueSize];
        var attributes = stackalloc byte[OpaqueSize];
        var copies = new List<SafeFileHandle>();
        Check(Libc.FileActionsInit(actions), "posix_spawn_file_actions_init");
        Check(Libc.SpawnAttributesInit(attributes), "posix_spawnattr_init");
        try
        {
            AddDescriptors(actions, request.Descriptors, copies);
            SetAttributes(attributes, request.NewSession);
            return Spawn(request, actions, attributes);
        }
        finally
        {
            copies.ForEach(copy => copy.Dispose());
            _ = Libc.SpawnAttributesDestroy(attributes);
            _ = Libc.FileActionsDestroy(actions);
        }
    }

    private static void AddDescriptors(byte* actions, IReadOnlyList<(int ChildFd, SafeHandle Handle)> descriptors, List<SafeFileHandle> copies)
    {
        for (var fd = 0; fd <= 2; fd++)
        {
            if (!descriptors.Any(d => d.ChildFd == fd))
                Check(Libc.FileActionsAddOpen(actions, fd, "/dev/null", fd == 0 ? Libc.OpenReadOnly : Libc.OpenWriteOnly, 0), "addopen");
        }

        foreach (var (childFd, handle) in descriptors)
        {
            var copy = Libc.Duplicate(handle, FirstSafeDescriptor);
            copies.Add(copy);
            Check(Libc.FileActionsAddDuplicate(actions, (int)copy.DangerousGetHandle(), childFd), "adddup2");
        }
    }

    // .NET ignores SIGPIPE, and what is ignored stays ignored across exec.
    private static void SetAttributes(byte* attributes, bool newSession)
    {
        var signals = stackalloc byte[OpaqueSize];
        _ = Libc.SignalSetEmpty(signals);
        Check(Libc.SpawnAttributesSetSignalMask(attributes, signals), "setsigmask");
        _ = Libc.SignalSetFill(signals);
        Check(Libc.SpawnAttributesSetSignalDefault(attributes, signals), "setsigdefault");
        var session = newSession ? Libc.SpawnSetSession : (short)0;
        Check(Libc.SpawnAttributesSetFlags(attributes, (short)(Libc.SpawnSetSignalDefault | Libc.SpawnSetSignalMask | session)), "setflags");
    }

    private static int Spawn(SpawnRequest request, byte* actions, byte* attributes)
    {
        var arguments = Vector([request.FileName, .. request.Arguments]);
        var environment = Vector(request.Environment);
        try
        {
            int pid;
            Check(Libc.PosixSpawn(&pid, request.FileName, actions, attributes, arguments, environment), $"start {request.FileName}");
            return pid;
        }
        finally
        {
            Free(arguments);
            Free(environment);
        }
    }

    private static byte** Vector(IReadOnlyList<string> values)
    {
        var vector = (byte**)NativeMemory.AllocZeroed((nuint)(values.Count + 1), (nuint)sizeof(byte*));
        for (var i = 0; i < values.Count; i++)
            vector[i] = (byte*)Marshal.StringToCoTaskMemUTF8(values[i]);
        return vector;
    }

    private static void Free(byte** vector)
    {
        for (var i = 0; vector[i] != null; i++)
            Marshal.FreeCoTaskMem((nint)vector[i]);
        NativeMemory.Free(vector);
    }

    private static void Check(int error, string operation)
    {
        if (error != 0)
            throw new LinuxException(operation, error);
    }
}
