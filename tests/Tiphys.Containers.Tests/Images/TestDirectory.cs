using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Tests.Images;

/// <summary>A directory that is gone after the test, whatever its files are called.</summary>
internal sealed class TestDirectory : IDisposable
{
    public TestDirectory() => Path = Directory.CreateTempSubdirectory("tiphys-test-").FullName;

    public string Path { get; }

    public static implicit operator string(TestDirectory directory) => directory.Path;

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public string Write(string relative, string content)
    {
        var path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose()
    {
        using var parent = Posix.Open(System.IO.Path.GetDirectoryName(Path)!, Posix.ReadOnly | Posix.Directory);
        Posix.RemoveTree(parent, Posix.CString(System.IO.Path.GetFileName(Path)));
    }
}
