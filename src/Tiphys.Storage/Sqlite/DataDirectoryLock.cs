using System.Globalization;

namespace Tiphys.Storage.Sqlite;

/// <summary>
/// Keeps a data directory to one process with a locked file; the lock ends with the process. Another file, which can be read while
/// the first is locked, says who has it.
/// </summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private const string FileName = "store.lock";
    private const string OwnerFileName = "store.pid";

    private readonly FileStream _file;

    private readonly string _ownerFile;

    private DataDirectoryLock(FileStream file, string ownerFile) => (_file, _ownerFile) = (file, ownerFile);

    /// <exception cref="StoreLockedException">Another process has it.</exception>
    /// <exception cref="StoreInaccessibleException">The directory cannot be written.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        var (path, ownerFile) = (Path.Combine(directory, FileName), Path.Combine(directory, OwnerFileName));
        try
        {
            Directory.CreateDirectory(directory);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return new DataDirectoryLock(NameOwner(file, ownerFile), ownerFile);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreInaccessibleException(directory, e.Message, e);
        }
        catch (IOException e)
        {
            throw IsSharingViolation(e)
                ? new StoreLockedException(directory, ReadOwner(ownerFile), e)
                : new StoreInaccessibleException(directory, e.Message, e);
        }
    }

    // While the lock is held, so that the name of the next owner is not deleted. The locked file stays: were it deleted, two
    // processes could each lock a file of this name.
    public void Dispose()
    {
        File.Delete(_ownerFile);
        _file.Dispose();
    }

    // What the runtime reports for a file locked by another: ERROR_SHARING_VIOLATION or ERROR_LOCK_VIOLATION on Windows, and
    // EWOULDBLOCK elsewhere (11 on Linux, 35 on macOS).
    private static bool IsSharingViolation(IOException e) => OperatingSystem.IsWindows()
        ? e.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021)
        : e.HResult is 11 or 35;

    private static FileStream NameOwner(FileStream file, string ownerFile)
    {
        try
        {
            File.WriteAllText(ownerFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static string? ReadOwner(string ownerFile)
    {
        try
        {
            var owner = File.ReadAllText(ownerFile).Trim();
            return owner.Length == 0 ? null : owner;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // the message does without
        }
    }
}
