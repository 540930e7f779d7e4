using System.Text;
using Tiphys.Containers.Images.Layers;
using Tiphys.Containers.Images.Tar;

namespace Tiphys.Containers.Tests.Images;

/// <summary>Writes small layers.</summary>
internal sealed class LayerTar
{
    private readonly List<(TarEntry Entry, byte[] Content)> _entries = [];

    public static LayerTar With => new();

    public LayerTar File(string path, string content = "", int mode = 0x1A4) =>
        Add(new TarEntry { Path = Bytes(path), Kind = TarEntryKind.File, Mode = mode }, content);

    public LayerTar Directory(string path, int mode = 0x1ED) => Add(new TarEntry { Path = Bytes(path + "/"), Kind = TarEntryKind.Directory, Mode = mode });

    public LayerTar Symlink(string path, string target) =>
        Add(new TarEntry { Path = Bytes(path), Kind = TarEntryKind.SymbolicLink, LinkTarget = Bytes(target), Mode = 0x1FF });

    public LayerTar HardLink(string path, string target) =>
        Add(new TarEntry { Path = Bytes(path), Kind = TarEntryKind.HardLink, LinkTarget = Bytes(target), Mode = 0x1A4 });

    public LayerTar Whiteout(string path) => File(Join(path, ".wh." + System.IO.Path.GetFileName(path)));

    public LayerTar Opaque(string directory) => File(directory + "/.wh..wh..opq");

    public LayerTar Add(TarEntry entry, string content = "")
    {
        _entries.Add((entry, Bytes(content)));
        return this;
    }

    public byte[] Build()
    {
        var stream = new MemoryStream();
        var writer = new TarWriter(stream);
        foreach (var (entry, content) in _entries)
        {
            writer.WriteAsync(entry, content, CancellationToken.None).GetAwaiter().GetResult();
        }

        writer.FinishAsync(CancellationToken.None).GetAwaiter().GetResult();
        return stream.ToArray();
    }

    public static byte[] Compress(byte[] content, LayerCompression compression)
    {
        if (compression == LayerCompression.None)
        {
            return content;
        }

        var stream = new MemoryStream();
        using (var compressed = LayerCompressions.OpenCompressed(stream, compression))
        {
            compressed.Write(content);
        }

        return stream.ToArray();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Join(string path, string name) =>
        System.IO.Path.GetDirectoryName(path) is { Length: > 0 } directory ? directory + "/" + name : name;
}
