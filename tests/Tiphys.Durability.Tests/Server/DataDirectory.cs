namespace Tiphys.Durability.Tests.Server;

/// <summary>A data directory that is deleted at the end.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("tiphys-durability-");

    /// <summary>Where the cluster's data goes.</summary>
    public string Path => this["data"];

    /// <summary>A file or directory beside it.</summary>
    public string this[string name] => System.IO.Path.Combine(_root.FullName, name);

    public void Dispose() => _root.Delete(recursive: true);
}
