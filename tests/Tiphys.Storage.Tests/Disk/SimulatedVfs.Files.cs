using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Tiphys.Storage.Tests.Disk;

/// <summary>What SQLite does with open files.</summary>
internal static unsafe partial class SimulatedVfs
{
    private const int Sector = 4096;
    private const int PowerSafeOverwrite = 0x1000; // SQLITE_IOCAP_POWERSAFE_OVERWRITE

    private static IoMethods* MakeMethods()
    {
        var methods = (IoMethods*)NativeMemory.AllocZeroed((nuint)sizeof(IoMethods));
        *methods = new IoMethods
        {
            Version = 1,
            Close = &Close,
            Read = &Read,
            Write = &Write,
            Truncate = &Truncate,
            Sync = &Sync,
            FileSize = &FileSize,
            Lock = &Lock,
            Unlock = &Lock,
            CheckReservedLock = &CheckReservedLock,
            FileControl = &FileControl,
            SectorSize = &SectorSize,
            Characteristics = &Characteristics,
        };
        return methods;
    }

    private static Opened Of(OpenFile* file) => (Opened)GCHandle.FromIntPtr(file->Handle).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(OpenFile* file)
    {
        GCHandle.FromIntPtr(file->Handle).Free();
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(OpenFile* file, byte* target, int count, long offset)
    {
        var opened = Of(file);
        var read = 0;
        var (dead, met) = opened.Disk.Do(DiskOperation.Read, false, _ => read = opened.File.Read(offset, new Span<byte>(target, count)));
        if (dead || met != DiskFault.None)
            return raw.SQLITE_IOERR_READ;
        return read < count ? raw.SQLITE_IOERR_SHORT_READ : raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(OpenFile* file, byte* source, int count, long offset)
    {
        var opened = Of(file);
        var (dead, met) = opened.Disk.Do(DiskOperation.Write, offset + count > opened.File.Length, fault =>
        {
            var written = fault == DiskFault.None ? count : opened.Disk.Part(count);
            opened.File.Write(offset, new ReadOnlySpan<byte>(source, written));
        });
        return dead ? raw.SQLITE_IOERR_WRITE : Code(met, raw.SQLITE_IOERR_WRITE);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(OpenFile* file, long length)
    {
        var opened = Of(file);
        var (dead, met) = opened.Disk.Do(DiskOperation.Truncate, false, fault =>
        {
            if (fault == DiskFault.None)
                opened.File.Truncate(length);
        });
        return dead ? raw.SQLITE_IOERR_TRUNCATE : Code(met, raw.SQLITE_IOERR_TRUNCATE);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(OpenFile* file, int flags)
    {
        var opened = Of(file);
        var (dead, met) = opened.Disk.Do(DiskOperation.Sync, false, fault => opened.Disk.Sync(opened.File, fault, opened.SyncsDirectory));
        if (dead || met != DiskFault.None)
            return raw.SQLITE_IOERR_FSYNC;
        opened.SyncsDirectory = false;
        return raw.SQLITE_OK;
    }

    private static int Code(DiskFault met, int otherwise) => met switch
    {
        DiskFault.None => raw.SQLITE_OK,
        DiskFault.Full => raw.SQLITE_FULL,
        _ => otherwise,
    };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileSize(OpenFile* file, long* result)
    {
        *result = Of(file).File.Length;
        return raw.SQLITE_OK;
    }

    // One process alone: the data directory is locked elsewhere.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(OpenFile* file, int level) => raw.SQLITE_OK;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(OpenFile* file, int* result)
    {
        *result = 0;
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileControl(OpenFile* file, int operation, nint argument) => raw.SQLITE_NOTFOUND;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(OpenFile* file) => Sector;

    // As SQLite assumes of every disk on Linux: a power failure does not change bytes around those that are written.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Characteristics(OpenFile* file) => PowerSafeOverwrite;

    /// <summary>sqlite3_io_methods, version 1.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct IoMethods
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> Close;
        public delegate* unmanaged[Cdecl]<OpenFile*, byte*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<OpenFile*, byte*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<OpenFile*, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Sync;
        public delegate* unmanaged[Cdecl]<OpenFile*, long*, int> FileSize;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Lock;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Unlock;
        public delegate* unmanaged[Cdecl]<OpenFile*, int*, int> CheckReservedLock;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, nint, int> FileControl;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> SectorSize;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> Characteristics;
    }
}
