namespace Tiphys.Storage.Tests.Disk;

/// <summary>What a disk can be asked for.</summary>
internal enum DiskOperation
{
    Read,
    Write,
    Truncate,
    Sync,
    Delete,
}

/// <summary>What goes wrong on a <see cref="SimulatedDisk"/>.</summary>
internal enum DiskFault
{
    None,

    /// <summary>A read reports an error.</summary>
    ReadError,

    /// <summary>A write reports an error after some of its bytes were written.</summary>
    WriteError,

    /// <summary>There is no space for what makes a file longer.</summary>
    Full,

    /// <summary>
    /// A sync reports an error. As on Linux the data counts as clean from then on: of what was not yet durable some is and some never
    /// will be unless it is written again, while all of it can still be read.
    /// </summary>
    SyncError,

    /// <summary>Any of the errors, by chance.</summary>
    Any,
}
