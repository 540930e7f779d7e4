using System.Globalization;

namespace Tiphys.Storage.Sqlite;

/// <summary>Keeps a data directory to one process, with a locked file that says who has it. The lock ends with the process.</summary>
internal sealed class DataDirectoryLock : IDisposable
{
    public const string FileName = "store.lock";

    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <exception cref="StoreLockedException">Another process has it.</exception>
    /// <exception cref="StoreInaccessibleException">The directory cannot be written.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            Directory.CreateDirectory(directory);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            return new DataDirectoryLock(file);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreInaccessibleException(directory, e.Message, e);
        }
        catch (IOException e)
        {
            throw IsSharingViolation(e)
                ? new StoreLockedException(directory, ReadOwner(path), e)
                : new StoreInaccessibleException(directory, e.Message, e);
        }
    }

    public void Dispose() => _file.Dispose();

    // What the runtime reports for a file locked by another: ERROR_SHARING_VIOLATION or ERROR_LOCK_VIOLATION on Windows, and
    // EWOULDBLOCK elsewhere (11 on Linux, 35 on macOS).
    private static bool IsSharingViolation(IOException e) => OperatingSystem.IsWindows()
        ? e.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021)
        : e.HResult is 11 or 35;

    // Opened without a share lock, which the owner's lock would refuse. On Windows it is refused nevertheless.
    private static string? ReadOwner(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            var owner = reader.ReadToEnd().Trim();
            return owner.Length == 0 ? null : owner;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // the message does without
        }
    }
}
