using System.Formats.Tar;
using System.Text;
using CsCheck;
using Tiphys.Containers.Images.Tar;
using TarEntry = Tiphys.Containers.Images.Tar.TarEntry;
using TarReader = Tiphys.Containers.Images.Tar.TarReader;
using TarWriter = Tiphys.Containers.Images.Tar.TarWriter;

namespace Tiphys.Containers.Tests.Images;

public sealed class TarTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        var name = Gen.OneOf(Gen.Byte[1, 255].Where(b => b != '/').Array[1, 300], Gen.Byte[97, 122].Array[1, 120]);
        var attributes = Gen.Dictionary(Gen.String[Gen.Char["abc.="], 1, 5].Select(s => "user." + s.Replace('=', '_')), Gen.Byte.Array[0, 30])[0, 3];
        var entry = Gen.Select(name, Gen.Int[0, 0xFFF], Gen.UInt, Gen.UInt, Gen.Byte.Array[0, 2000], attributes, Gen.Long[-5, 1L << 34], Gen.Int[0, 999_999_999])
            .Select((n, mode, user, group, content, a, seconds, nanoseconds) => (Entry: new TarEntry
            {
                Path = n,
                Kind = TarEntryKind.File,
                Mode = mode,
                UserId = user,
                GroupId = group,
                Size = content.Length,
                ModifiedAt = new Timestamp(seconds, nanoseconds),
                ExtendedAttributes = a,
            }, Content: content));
        entry.Array[0, 5].Sample(async entries =>
        {
            var stream = new MemoryStream();
            var writer = new TarWriter(stream);
            foreach (var (e, content) in entries)
            {
                await writer.WriteAsync(e, content, default);
            }

            await writer.FinishAsync(default);
            stream.Position = 0;
            using var reader = new TarReader(stream);
            foreach (var (expected, content) in entries)
            {
                var actual = await reader.ReadNextAsync(default);
                Assert.NotNull(actual);
                Assert.Equal(expected.Path, actual.Path);
                Assert.Equal(expected.ExtendedAttributes.OrderBy(a => a.Key), actual.ExtendedAttributes.OrderBy(a => a.Key));
                Assert.Equal(
                    (expected.Mode, expected.UserId, expected.GroupId, expected.Size, expected.ModifiedAt),
                    (actual.Mode, actual.UserId, actual.GroupId, actual.Size, actual.ModifiedAt));
                Assert.Equal(content, await reader.ReadAllContentAsync(5000, default));
            }

            Assert.Null(await reader.ReadNextAsync(default));
        }, iter: 300);
    }

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Pax)]
    public async Task Archives_of_another_writer_are_read(TarEntryFormat format)
    {
        var path = format == TarEntryFormat.V7 ? "dir/file" : string.Join('/', Enumerable.Repeat("directory-name", 10)) + "/file";
        var stream = new MemoryStream();
        await using (var writer = new System.Formats.Tar.TarWriter(stream, format, leaveOpen: true))
        {
            System.Formats.Tar.TarEntry file = format switch
            {
                TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, path),
                TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, path),
                TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, path),
                _ => new PaxTarEntry(TarEntryType.RegularFile, path),
            };
            (file.Uid, file.Gid, file.DataStream) = (12, 34, new MemoryStream("content"u8.ToArray()));
            await writer.WriteEntryAsync(file);
        }

        stream.Position = 0;
        using var reader = new TarReader(stream);
        var entry = await reader.ReadNextAsync(default);
        Assert.Equal((path, 12u, 34u, 7L), (entry!.PathText, entry.UserId, entry.GroupId, entry.Size));
        Assert.Equal("content"u8.ToArray(), await reader.ReadAllContentAsync(100, default));
        Assert.Null(await reader.ReadNextAsync(default));
    }

    [Fact]
    public async Task Another_reader_reads_what_is_written()
    {
        var path = string.Concat(Enumerable.Repeat("ä-long-name/", 20)) + "file";
        var archive = new MemoryStream(LayerTar.With.Directory("etc").File(path, "content", 0x1ED).Symlink("etc/link", path).Build());
        await using var reader = new System.Formats.Tar.TarReader(archive);
        var names = new List<string>();
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            names.Add($"{entry.EntryType} {entry.Name} {entry.LinkName}");
        }

        Assert.Equal(["Directory etc/ ", $"RegularFile {path} ", $"SymbolicLink etc/link {path}"], names);
    }

    [Theory]
    [InlineData("--format=gnu")]
    [InlineData("--format=pax", "--sparse-version=0.0")]
    [InlineData("--format=pax", "--sparse-version=0.1")]
    [InlineData("--format=pax", "--sparse-version=1.0")]
    public async Task Sparse_files_of_gnu_tar_are_read(params string[] options)
    {
        using var directory = new TestDirectory();
        var expected = new byte[3_000_000];
        // More extents than one header holds.
        for (var i = 0; i < 30; i++)
        {
            expected[(i * 98_304) + 5] = (byte)(i + 1);
        }

        using (var file = File.OpenHandle(directory["sparse"], FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.SetLength(file, expected.Length);
            for (var i = 0; i < 30; i++)
            {
                RandomAccess.Write(file, expected.AsSpan((i * 98_304) + 5, 1), (i * 98_304) + 5);
            }
        }

        using (var tar = System.Diagnostics.Process.Start("tar", [.. options, "-S", "-cf", directory["a.tar"], "-C", directory, "sparse"]))
        {
            await tar.WaitForExitAsync();
            Assert.Equal(0, tar.ExitCode);
        }

        Assert.True(new FileInfo(directory["a.tar"]).Length < expected.Length / 2);
        using var reader = new TarReader(File.OpenRead(directory["a.tar"]));
        var entry = await reader.ReadNextAsync(default);
        var actual = new byte[entry!.Size];
        while (await reader.ReadContentAsync(default) is { Data.Length: > 0 } chunk)
        {
            chunk.Data.CopyTo(actual.AsMemory((int)chunk.Offset));
        }

        Assert.Equal("sparse", entry.PathText);
        Assert.True(expected.AsSpan().SequenceEqual(actual));
        Assert.Null(await reader.ReadNextAsync(default));
    }

    [Fact]
    public async Task Damaged_archives_are_refused_whole()
    {
        var archive = LayerTar.With.File("some/file", new string('x', 600)).File(new string('n', 150), "y").Build();
        await Gen.Select(Gen.Int[0, archive.Length - 1], Gen.Byte).SampleAsync(async (position, value) =>
        {
            var damaged = archive.ToArray();
            damaged[position] = value;
            await ReadAllAsync(damaged[..Math.Max(1, position)]);
            await ReadAllAsync(damaged);
        }, iter: 2000);

        // Whatever is damaged, the reader ends or refuses; it never loops and never throws anything else.
        static async Task ReadAllAsync(byte[] bytes)
        {
            try
            {
                using var reader = new TarReader(new MemoryStream(bytes));
                while (await reader.ReadNextAsync(default) is not null)
                {
                }
            }
            catch (TarFormatException)
            {
            }
        }
    }

    [Fact]
    public async Task Names_and_attributes_that_are_not_text_are_kept()
    {
        byte[] path = [(byte)'a', 0xFF, 0xFE];
        byte[] capability = [1, 0, 0, 2, 0, 4, 0, 0, 0xFF, 0];
        var archive = LayerTar.With.Add(new TarEntry
        {
            Path = path,
            Kind = TarEntryKind.File,
            ExtendedAttributes = new Dictionary<string, byte[]> { ["security.capability"] = capability },
        }).Build();
        using var reader = new TarReader(new MemoryStream(archive));
        var entry = await reader.ReadNextAsync(default);
        Assert.Equal(path, entry!.Path);
        Assert.Equal(capability, entry.ExtendedAttributes["security.capability"]);
    }
}
