using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Tiphys.Storage.Tests.Disk;

/// <summary>
/// Lets SQLite work on <see cref="SimulatedDisk"/>s: a virtual file system (https://www.sqlite.org/vfs.html) beside the real one. A path
/// begins with the number of its disk. Without shared memory, which the store's exclusive mode does not need.
/// </summary>
internal static unsafe partial class SimulatedVfs
{
    public const string Name = "simulated";

    private const string Library = "e_sqlite3";
    private const int MaxPath = 512;
    private static readonly ConcurrentDictionary<int, SimulatedDisk> Disks = [];
    private static readonly IoMethods* Methods = MakeMethods();
    private static int s_last;

    static SimulatedVfs()
    {
        Batteries_V2.Init();
        var real = (Vfs*)sqlite3_vfs_find(0);
        var vfs = (Vfs*)NativeMemory.AllocZeroed((nuint)sizeof(Vfs));
        *vfs = new Vfs
        {
            Version = 1,
            FileBytes = sizeof(OpenFile),
            MaxPathBytes = MaxPath,
            Name = Marshal.StringToCoTaskMemUTF8(Name),
            Open = &Open,
            Delete = &Delete,
            Access = &Access,
            FullPath = &FullPath,
            Randomness = real->Randomness,
            Sleep = real->Sleep,
            CurrentTime = real->CurrentTime,
            LastError = &LastError,
        };
        if (sqlite3_vfs_register((nint)vfs, 0) != raw.SQLITE_OK)
            throw new InvalidOperationException("SQLite does not take the simulated file system");
    }

    /// <summary>Puts a disk in.</summary>
    /// <returns>The directory by which SQLite finds it.</returns>
    public static string Mount(SimulatedDisk disk)
    {
        var number = Interlocked.Increment(ref s_last);
        Disks[number] = disk;
        return string.Create(CultureInfo.InvariantCulture, $"/{number}");
    }

    /// <summary>Takes it out.</summary>
    public static void Unmount(string directory) => Disks.TryRemove(NumberOf(directory), out _);

    private static int NumberOf(string path) => int.Parse(path.Split('/')[1], CultureInfo.InvariantCulture);

    private static SimulatedDisk DiskOf(string path) => Disks[NumberOf(path)];

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(nint vfs, byte* path, OpenFile* file, int flags, int* outFlags)
    {
        file->Methods = null;
        var name = Marshal.PtrToStringUTF8((nint)path);
        if (name is null)
            return raw.SQLITE_CANTOPEN; // a temporary file: the store makes none that does not fit into memory
        var disk = DiskOf(name);
        if (disk.IsDead || (!disk.Exists(name) && (flags & raw.SQLITE_OPEN_CREATE) == 0))
            return raw.SQLITE_CANTOPEN;
        var isLog = (flags & (raw.SQLITE_OPEN_MAIN_JOURNAL | raw.SQLITE_OPEN_WAL)) != 0;
        file->Handle = GCHandle.ToIntPtr(GCHandle.Alloc(new Opened(disk, disk.Open(name)) { SyncsDirectory = isLog }));
        file->Methods = Methods;
        if (outFlags is not null)
            *outFlags = flags;
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(nint vfs, byte* path, int durably)
    {
        var name = Marshal.PtrToStringUTF8((nint)path)!;
        var disk = DiskOf(name);
        if (!disk.Exists(name))
            return raw.SQLITE_IOERR_DELETE_NOENT;
        var (dead, met) = disk.Do(DiskOperation.Delete, false, fault =>
        {
            if (fault == DiskFault.None)
                disk.Delete(name, durably != 0);
        });
        return dead || met != DiskFault.None ? raw.SQLITE_IOERR_DELETE : raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Access(nint vfs, byte* path, int flags, int* result)
    {
        var name = Marshal.PtrToStringUTF8((nint)path)!;
        *result = DiskOf(name).Exists(name) ? 1 : 0;
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FullPath(nint vfs, byte* path, int length, byte* result)
    {
        var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(path);
        if (name.Length >= length)
            return raw.SQLITE_CANTOPEN;
        name.CopyTo(new Span<byte>(result, length));
        result[name.Length] = 0;
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int LastError(nint vfs, int length, byte* result) => 0;

    [LibraryImport(Library)]
    private static partial nint sqlite3_vfs_find(nint name);

    [LibraryImport(Library)]
    private static partial int sqlite3_vfs_register(nint vfs, int makeDefault);

    /// <summary>An open file: the object behind a handle of SQLite.</summary>
    private sealed class Opened(SimulatedDisk disk, SimulatedFile file)
    {
        public SimulatedDisk Disk { get; } = disk;

        public SimulatedFile File { get; } = file;

        /// <summary>Whether the next sync makes the names in the directory durable as well, as SQLite's own file system does it for logs.</summary>
        public bool SyncsDirectory { get; set; }
    }

    /// <summary>sqlite3_file, with the handle behind it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct OpenFile
    {
        public IoMethods* Methods;
        public nint Handle;
    }

    /// <summary>sqlite3_vfs, version 1.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Vfs
    {
        public int Version;
        public int FileBytes;
        public int MaxPathBytes;
        public nint Next;
        public nint Name;
        public nint AppData;
        public delegate* unmanaged[Cdecl]<nint, byte*, OpenFile*, int, int*, int> Open;
        public delegate* unmanaged[Cdecl]<nint, byte*, int, int> Delete;
        public delegate* unmanaged[Cdecl]<nint, byte*, int, int*, int> Access;
        public delegate* unmanaged[Cdecl]<nint, byte*, int, byte*, int> FullPath;
        public nint LibraryOpen;
        public nint LibraryError;
        public nint LibrarySymbol;
        public nint LibraryClose;
        public nint Randomness;
        public nint Sleep;
        public nint CurrentTime;
        public delegate* unmanaged[Cdecl]<nint, int, byte*, int> LastError;
    }
}
