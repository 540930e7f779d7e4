using System.Diagnostics;

namespace Tiphys.Durability.Tests.Disk;

/// <summary>A file system of a fixed size, which can be filled up. Needs root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Megabytes = 48;

    private readonly DirectoryInfo _mount = Directory.CreateTempSubdirectory("tiphys-small-disk-");

    public SmallDisk() => Run("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "tiphys-test", _mount.FullName);

    public string DataDirectory => Path.Combine(_mount.FullName, "data");

    private string Filler => Path.Combine(_mount.FullName, "filler");

    /// <summary>Takes all space that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(page);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(Filler);

    public void Dispose()
    {
        Run("umount", _mount.FullName);
        _mount.Delete();
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
