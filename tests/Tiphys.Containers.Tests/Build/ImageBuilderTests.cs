using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Containers.Build;
using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Archives;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Layers;
using Tiphys.Containers.Images.Tar;
using Tiphys.Containers.Registry;
using Tiphys.Containers.Tests.Images;
using Tiphys.Containers.Tests.Registry;

namespace Tiphys.Containers.Tests.Build;

public sealed class ImageBuilderTests : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly ImageStore _store;
    private readonly List<BuildProgress> _progress = [];

    public ImageBuilderTests() => _store = ImageStore.Open(_directory["store"]);

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Image_has_files_and_configuration()
    {
        _directory.Write("context/bin/tool", "#!");
        _directory.Write("context/index.html", "<html>");
        var info = await BuildAsync("""
            FROM scratch
            LABEL "org.example.name"="the name" other=1
            ENV HOME=/srv GREETING="hello world"
            ENV OLD form with $GREETING
            WORKDIR $HOME
            WORKDIR www
            COPY index.html .
            COPY bin/ /usr/bin/
            EXPOSE 80 53/udp 8000-8002
            VOLUME ["/data"]
            USER 1000:1000
            STOPSIGNAL SIGQUIT
            ENTRYPOINT ["/usr/bin/tool"]
            CMD --serve $HOME
            """);
        Assert.Equal(["docker.io/library/built:latest"], info.RepoTags);
        var config = info.Config;
        Assert.Equal(
            ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/srv", "GREETING=hello world", "OLD=form with hello world"],
            config.Env);
        Assert.Equal(["org.example.name=the name", "other=1"], config.Labels.Select(l => $"{l.Key}={l.Value}"));
        Assert.Equal(["53/udp", "80/tcp", "8000/tcp", "8001/tcp", "8002/tcp"], config.ExposedPorts);
        Assert.Equal(("/srv/www", "1000:1000", "SIGQUIT"), (config.WorkingDir, config.User, config.StopSignal));
        Assert.Equal(["/data"], config.Volumes);
        Assert.Equal(["/usr/bin/tool"], config.Entrypoint);
        Assert.Equal(["/bin/sh", "-c", "--serve $HOME"], config.Cmd);
        Assert.Equal(["/srv/", "/srv/www/", "/srv/www/index.html: <html>", "/usr/", "/usr/bin/", "/usr/bin/tool: #!"], await ListAsync());
    }

    [Fact]
    public async Task Copy_takes_from_a_named_context_unless_a_stage_has_the_name()
    {
        _directory.Write("tools/tool", "T");
        _directory.Write("context/file", "F");
        Directory.CreateSymbolicLink(_directory["link"], "tools");
        var contexts = new Dictionary<string, string> { ["tools"] = _directory["link"], ["first"] = _directory["tools"], ["gone"] = _directory["nowhere"] };
        await BuildAsync(
            "FROM scratch AS first\nCOPY file /f\nFROM scratch\nCOPY --from=tools tool /bin/\nCOPY --from=first /f /", options => options with { NamedContexts = contexts });
        Assert.Equal(["/bin/", "/bin/tool: T", "/f: F"], await ListAsync());
        var error = await Assert.ThrowsAsync<DockerfileException>(() => BuildAsync("FROM scratch\nCOPY --from=gone x /", options => options with { NamedContexts = contexts }));
        Assert.StartsWith("Dockerfile:2: the context ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_build_gives_the_same_image_from_the_cache()
    {
        _directory.Write("context/a", "1");
        const string Text = "FROM scratch\nCOPY a /a\nWORKDIR /w\n";
        var first = await BuildAsync(Text);
        Assert.Equal([false, false], Layers());
        File.SetLastWriteTimeUtc(_directory["context/a"], DateTime.UtcNow.AddYears(-3));
        var unpacked = _store.Layers.UnpackCount;
        var second = await BuildAsync(Text);
        Assert.Equal((first.Id, unpacked), (second.Id, _store.Layers.UnpackCount));
        Assert.Equal([true, true], Layers());
        var uncached = await BuildAsync(Text, o => o with { NoCache = true });
        Assert.Equal(first.Id, uncached.Id);
        Assert.Equal([false, false], Layers());

        _directory.Write("context/a", "2");
        Assert.NotEqual(first.Id, (await BuildAsync(Text)).Id);
        Assert.Equal([false, true], Layers());

        // Gone blobs make no cache.
        await _store.RemoveAsync("built", default);
        _directory.Write("context/a", "1");
        Assert.Equal(first.Id, (await BuildAsync(Text)).Id);
        Assert.Equal([false, false], Layers());

        bool[] Layers() => [.. _progress.Where(p => p.Text.StartsWith("COPY") || p.Text.StartsWith("WORKDIR")).Select(p => p.Cached)];
    }

    [Theory]
    [InlineData("COPY --chmod=750 a /a", "COPY --chmod=755 a /a")]
    [InlineData("COPY --chown=1 a /a", "COPY --chown=2 a /a")]
    [InlineData("COPY a /a", "COPY a /b")]
    [InlineData("COPY dir /a", "COPY dir/ /b")]
    public async Task Other_instruction_gives_another_layer(string one, string other)
    {
        _directory.Write("context/a", "1");
        _directory.Write("context/dir/x", "1");
        Assert.NotEqual((await BuildAsync($"FROM scratch\n{one}")).Id, (await BuildAsync($"FROM scratch\n{other}")).Id);
    }

    [Fact]
    public async Task Times_are_those_of_the_build_not_of_the_files()
    {
        _directory.Write("context/a", "1");
        await BuildAsync("FROM scratch\nCOPY a /d/a", o => o with { BuildArguments = new Dictionary<string, string> { ["SOURCE_DATE_EPOCH"] = "1700000000" } });
        var root = (await _store.PrepareAsync("built", default)).LowerDirectories[0];
        Assert.Equal(new Timestamp(1_700_000_000, 0), Posix.Status(root + "/d/a")!.ModifiedAt);
        Assert.Equal(new Timestamp(1_700_000_000, 0), Posix.Status(root + "/d")!.ModifiedAt);
        Assert.Equal(1_700_000_000, (await _store.GetAsync("built", default))!.Created!.Value.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("COPY a /x", "/x: A")]
    [InlineData("COPY a /x/", "/x/", "/x/a: A")]
    [InlineData("COPY a b /x/", "/x/", "/x/a: A", "/x/b: B")]
    [InlineData("COPY [\"with space\", \"/x\"]", "/x: S")]
    [InlineData("COPY dir /x", "/x/", "/x/deep/", "/x/deep/c: C", "/x/link -> deep/c")]
    [InlineData("COPY dir/ /x/", "/x/", "/x/deep/", "/x/deep/c: C", "/x/link -> deep/c")]
    [InlineData("COPY dir/deep/* /x/", "/x/", "/x/c: C")]
    [InlineData("COPY dir/link /x", "/x: C")]
    [InlineData("COPY [ab] /x/", "/x/", "/x/a: A", "/x/b: B")]
    [InlineData("COPY d*/d?ep/c /x", "/x: C")]
    [InlineData("COPY ../../a /x", "/x: A")]
    [InlineData("COPY /a /x", "/x: A")]
    [InlineData("WORKDIR /w\nCOPY a ./", "/w/", "/w/a: A")]
    [InlineData("WORKDIR /w\nCOPY a b .", "/w/", "/w/a: A", "/w/b: B")]
    [InlineData("WORKDIR /w\nCOPY a ..", "/a: A", "/w/")]
    [InlineData("COPY a /x\nCOPY b /x", "/x: B")]
    [InlineData("COPY dir /\nCOPY a /deep", "/deep/", "/deep/a: A", "/deep/c: C", "/link -> deep/c")]
    [InlineData("COPY a /p/q/r/s", "/p/", "/p/q/", "/p/q/r/", "/p/q/r/s: A")]
    public async Task Sources_go_where_docker_puts_them(string instructions, params string[] expected)
    {
        WriteTree();
        await BuildAsync("FROM scratch\n" + instructions);
        Assert.Equal(expected, await ListAsync());
    }

    [Theory]
    [InlineData("COPY missing /x", "missing")]
    [InlineData("COPY m* /x", "m*")]
    [InlineData("COPY a b /x", "end in")]
    [InlineData("COPY [ab] /x", "end in")]
    [InlineData("COPY a", "destination")]
    [InlineData("COPY a /x\nCOPY b /x/y", "not a directory")]
    [InlineData("COPY dir /x\nCOPY --chmod=9 a /y", "octal")]
    [InlineData("COPY --chown=nobody a /y", "nobody")]
    [InlineData("COPY --bogus a /y", "--bogus")]
    [InlineData("COPY --from=nowhere a /y", "nowhere")]
    [InlineData("COPY ignored.txt /y", ".dockerignore")]
    [InlineData("ADD https://localhost/x /y", "address")]
    [InlineData("RUN make", "RUN is not supported yet")]
    [InlineData("EXPOSE http", "port")]
    [InlineData("EXPOSE 70000", "port")]
    [InlineData("STOPSIGNAL now", "signal")]
    [InlineData("ENV a", "value")]
    [InlineData("ENV a=1 b", "name=value")]
    [InlineData("ENV a=${b", "not closed")]
    [InlineData("SHELL sh", "JSON")]
    [InlineData("HEALTHCHECK maybe", "NONE")]
    [InlineData("HEALTHCHECK --interval=soon CMD x", "duration")]
    [InlineData("ONBUILD FROM x", "trigger")]
    [InlineData("COPY dir/deep /d\nADD a /d/c/x", "not a directory")]
    public async Task Errors_name_the_line(string instructions, string part)
    {
        WriteTree();
        _directory.Write("context/.dockerignore", "ignored.txt");
        _directory.Write("context/ignored.txt", "");
        var error = await Assert.ThrowsAsync<DockerfileException>(() => BuildAsync("# one\nFROM scratch\n" + instructions));
        Assert.StartsWith($"Dockerfile:{2 + instructions.Split('\n').Length}: ", error.Message);
        Assert.Contains(part, error.Message);
        Assert.Null(await _store.GetAsync("built", default));
    }

    [Fact]
    public async Task Unknown_base_image_is_named_with_its_line()
    {
        var error = await Assert.ThrowsAsync<DockerfileException>(() => BuildAsync("\nFROM nothing:1\n"));
        Assert.Equal((2, ImageErrorReason.NotFound), (error.Line, Assert.IsType<ImageException>(error.InnerException).Reason));
    }

    [Fact]
    public async Task Image_of_the_store_is_the_base()
    {
        var image = TestImage.Of(
            LayerCompression.Gzip,
            c => c with { Config = c.Config! with { Entrypoint = ["/bin/sh"], Cmd = ["-i"], WorkingDir = "/home", User = "bob" } },
            LayerTar.With.Directory("usr").Directory("usr/bin", 0x1C8).Symlink("bin", "usr/bin").Directory("etc").Directory("home")
                .File("etc/passwd", "root:x:0:0::/:/bin/sh\nbob:x:1001:1002::/home:/bin/sh\n").File("etc/group", "staff:x:50:\n")
                .File("usr/bin/old", "old"));
        await image.AddToAsync(_store, "base");
        _directory.Write("context/tool", "new");
        var info = await BuildAsync("FROM base\nCOPY --chown=bob:staff --chmod=4755 tool /bin/\nCOPY tool tool\nENTRYPOINT [\"/bin/tool\"]");
        Assert.Contains("/usr/bin/old: old", await ListAsync());
        Assert.Contains("/usr/bin/tool: new", await ListAsync());
        Assert.Contains("/home/tool: new", await ListAsync());
        Assert.Contains("/bin -> usr/bin", await ListAsync());
        Assert.Empty(info.Config.Cmd);
        Assert.Equal("bob", info.Config.User);
        var root = await _store.PrepareAsync("built", default);
        Assert.Equal(3, root.LowerDirectories.Count);
        var tool = Posix.Status(root.LowerDirectories[1] + "/usr/bin/tool")!;
        Assert.Equal(0x9EDu, tool.Permissions);
        Assert.Equal(0x1C8u, Posix.Status(root.LowerDirectories[1] + "/usr/bin")!.Permissions);
        if (Posix.IsRoot)
        {
            Assert.Equal((1001u, 50u), (tool.UserId, tool.GroupId));
        }

        var history = (await _store.RequireAsync("built", default)).Image.Config.History;
        Assert.Null(history);
    }

    [Fact]
    public async Task History_counts_layers()
    {
        _directory.Write("context/a", "1");
        await BuildAsync("FROM scratch\nENV a=b\nCOPY a /a", o => o with { Tags = ["base"] });
        await BuildAsync("FROM base\nUSER 5\nCOPY a /b");
        var config = (await _store.RequireAsync("built", default)).Image.Config;
        Assert.Equal(
            [("ENV a=b", true), ("COPY a /a", false), ("USER 5", true), ("COPY a /b", false)],
            config.History!.Select(h => (h.CreatedBy!, h.EmptyLayer == true)));
        Assert.Equal(2, config.RootFilesystem.DiffIds.Count);
    }

    [Fact]
    public async Task Base_image_is_pulled_when_it_is_missing()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Add("base:1", TestImage.Of(LayerTar.With.File("from-base", "x")));
        using var puller = new ImagePuller(_store, new RegistryOptions(), NullLogger<ImagePuller>.Instance);
        await BuildAsync($"ARG REGISTRY\nFROM $REGISTRY/base:1\nUSER 1", o => o with
        {
            BuildArguments = new Dictionary<string, string> { ["REGISTRY"] = registry.Domain },
        }, puller);
        Assert.Equal(["/from-base: x"], await ListAsync());
    }

    [Fact]
    public async Task Stages_give_each_other_files()
    {
        WriteTree();
        await TestImage.Of(LayerTar.With.File("lib/x", "lib").Add(new TarEntry
        {
            Path = "lib/owned"u8.ToArray(), Kind = TarEntryKind.File, Mode = 0x1A4, UserId = 7, GroupId = 8,
        })).AddToAsync(_store, "library");
        const string Text = """
            ARG VERSION=1
            FROM scratch AS one
            COPY a /out/a
            FROM scratch AS unused
            COPY missing /
            FROM one AS two
            ARG VERSION
            COPY b /out/b-$VERSION
            FROM scratch
            COPY --from=two /out/ /final/
            COPY --from=0 /out/a /zero
            COPY --from=library /lib /lib
            """;
        await BuildAsync(Text);
        string[] expected =
        [
            "/final/", "/final/a: A", "/final/b-1: B", "/lib/", "/lib/owned: ", "/lib/x: lib", "/zero: A",
        ];
        Assert.Equal(expected, await ListAsync());
        if (Posix.IsRoot)
        {
            Assert.Equal(7u, Posix.Status((await _store.PrepareAsync("built", default)).LowerDirectories[0] + "/lib/owned")!.UserId);
        }

        await BuildAsync(Text, o => o with { Target = "TWO", BuildArguments = new Dictionary<string, string> { ["VERSION"] = "2" } });
        Assert.Equal(["/out/", "/out/a: A", "/out/b-2: B"], await ListAsync());
        await Assert.ThrowsAsync<DockerfileException>(() => BuildAsync(Text, o => o with { Target = "three" }));
    }

    [Fact]
    public async Task Arguments_have_scopes_and_defaults()
    {
        var info = await BuildAsync(
            """
            ARG GLOBAL=g
            FROM scratch
            LABEL before=[$GLOBAL$GIVEN]
            ARG GLOBAL
            ARG GIVEN=default OTHER="two words" NONE TARGETARCH
            ENV SHADOW=env
            ARG SHADOW=arg
            LABEL after=[$GLOBAL,$GIVEN,$OTHER,$NONE,$SHADOW] arch=$TARGETARCH
            """,
            o => o with { BuildArguments = new Dictionary<string, string> { ["GIVEN"] = "given", ["UNUSED"] = "x" } });
        Assert.Equal("[]", info.Config.Labels["before"]);
        Assert.Equal("[g,given,two words,,env]", info.Config.Labels["after"]);
        Assert.Equal(Platform.Current.Architecture, info.Config.Labels["arch"]);
        Assert.Contains("UNUSED", Assert.Single(_progress, p => p.Warning is not null).Warning);
        Assert.DoesNotContain(info.Config.Env, e => e.StartsWith("GIVEN"));
    }

    [Fact]
    public async Task Ignored_files_are_not_copied()
    {
        WriteTree();
        _directory.Write("context/.dockerignore", "**\n!dir/deep\n!a\n");
        await BuildAsync("FROM scratch\nCOPY . /x/");
        Assert.Equal(["/x/", "/x/a: A", "/x/dir/", "/x/dir/deep/", "/x/dir/deep/c: C"], await ListAsync());
        _directory.Write("context/Dockerfile.dockerignore", "*\n!b\n");
        await BuildAsync("FROM scratch\nCOPY . /x/");
        Assert.Equal(["/x/", "/x/b: B"], await ListAsync());
    }

    [Fact]
    public async Task Links_of_the_context_lead_no_further_than_the_context()
    {
        _directory.Write("secret", "secret");
        Directory.CreateDirectory(_directory["context"]);
        File.CreateSymbolicLink(_directory["context/link"], _directory["secret"]);
        File.CreateSymbolicLink(_directory["context/up"], "..");
        await Assert.ThrowsAsync<DockerfileException>(() => BuildAsync("FROM scratch\nCOPY link /x"));
        await Assert.ThrowsAsync<DockerfileException>(() => BuildAsync("FROM scratch\nCOPY up/secret /x"));
        await BuildAsync("FROM scratch\nCOPY . /x/");
        Assert.Contains($"/x/link -> {_directory["secret"]}", await ListAsync());
    }

    [Theory]
    [InlineData(LayerCompression.None)]
    [InlineData(LayerCompression.Gzip)]
    [InlineData(LayerCompression.Zstd)]
    public async Task Archives_are_unpacked_by_add_and_copied_by_copy(LayerCompression compression)
    {
        var archive = LayerTar.Compress(
            LayerTar.With.Directory("./").Directory("d").File("d/x", "X", 0x1C0).HardLink("d/same", "d/x").Symlink("link", "d/x").Build(), compression);
        _directory.Write("context/plain.gz", "no archive");
        File.WriteAllBytes(_directory["context/archive"], archive);
        await BuildAsync("FROM scratch\nADD archive plain.gz /opt/\nCOPY archive /archive");
        var list = await ListAsync();
        Assert.Equal(["/opt/", "/opt/d/", "/opt/d/same: X", "/opt/d/x: X", "/opt/link -> d/x", "/opt/plain.gz: no archive"], list.Skip(1));
        Assert.StartsWith("/archive: ", list[0]);
        Assert.Equal(2u, Posix.Status((await _store.PrepareAsync("built", default)).LowerDirectories[1] + "/opt/d/x")!.LinkCount);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("d/.wh.evil")]
    public async Task Archive_that_leaves_its_place_is_refused(string path)
    {
        Directory.CreateDirectory(_directory["context"]);
        File.WriteAllBytes(_directory["context/archive.tar"], LayerTar.With.File(path).Build());
        var error = await Assert.ThrowsAsync<DockerfileException>(() => BuildAsync("FROM scratch\nADD archive.tar /opt/"));
        Assert.Contains("evil", error.Message);
    }

    [Fact]
    public async Task File_that_would_delete_another_is_refused()
    {
        _directory.Write("context/.wh.etc", "");
        Assert.Contains(".wh.etc", (await Assert.ThrowsAsync<DockerfileException>(() => BuildAsync("FROM scratch\nCOPY . /"))).Message);
    }

    [Fact]
    public async Task Documents_become_files()
    {
        await BuildAsync("FROM scratch\nENV who=me\nCOPY <<a.conf <<'b.conf' /etc/\nI am $who\na.conf\nI am $who\nb.conf\nCOPY <<EOF /one\n1\nEOF\n");
        Assert.Equal(["/etc/", "/etc/a.conf: I am me\n", "/etc/b.conf: I am $who\n", "/one: 1\n"], await ListAsync());
    }

    [Fact]
    public async Task Triggers_of_the_base_are_followed()
    {
        _directory.Write("context/a", "A");
        await BuildAsync("FROM scratch\nONBUILD COPY a /triggered\nONBUILD ENV x=1", o => o with { Tags = ["base"] });
        Assert.Empty(await ListAsync("base"));
        var info = await BuildAsync("FROM base");
        Assert.Equal(["/triggered: A"], await ListAsync());
        Assert.Contains("x=1", info.Config.Env);
        Assert.Null((await _store.RequireAsync("built", default)).Image.Config.Config!.OnBuild);
    }

    [Fact]
    public async Task Healthcheck_is_kept()
    {
        await BuildAsync("FROM scratch\nHEALTHCHECK --interval=1m30s --retries=3 CMD [\"/check\"]");
        var check = (await _store.RequireAsync("built", default)).Image.Config.Config!.Healthcheck!;
        Assert.Equal(["CMD", "/check"], check.Test!);
        Assert.Equal((90_000_000_000L, 3), (check.IntervalNanoseconds, check.Retries));
    }

    [Fact]
    public async Task Build_without_file_or_name_is_refused()
    {
        Directory.CreateDirectory(_directory["context"]);
        var builder = new ImageBuilder(_store, null);
        await Assert.ThrowsAsync<FileNotFoundException>(
            () => builder.BuildAsync(new ImageBuildOptions { ContextDirectory = _directory["context"], Tags = ["x"] }, null, default));
        await Assert.ThrowsAsync<ImageException>(
            () => builder.BuildAsync(new ImageBuildOptions { ContextDirectory = _directory["context"], Tags = [] }, null, default));
    }

    [Theory]
    [InlineData(LayerCompression.None)]
    [InlineData(LayerCompression.Gzip)]
    [InlineData(LayerCompression.Zstd)]
    public async Task Real_program_runs_from_the_built_image(LayerCompression compression)
    {
        const string Busybox = "/bin/busybox";
        Assert.SkipUnless(File.Exists(Busybox) && Posix.IsRoot, "needs busybox and root");
        Directory.CreateDirectory(_directory["context"]);
        File.Copy(Busybox, _directory["context/busybox"]);
        await BuildAsync(
            "FROM scratch\nCOPY --chmod=755 busybox /bin/busybox\nCOPY <<script /run\necho it runs\nscript\n",
            o => o with { Compression = compression });
        var archive = new MemoryStream();
        await new ImageExporter(_store).ExportAsync(["built"], ImageArchiveFormat.Docker, archive, default);
        archive.Position = 0;
        using var other = ImageStore.Open(_directory["other"]);
        await new ImageImporter(other).ImportAsync(archive, null, default);
        var root = (await other.PrepareAsync("built", default)).LowerDirectories;
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "chroot", [root[1], "/bin/busybox", "sh", "-c", "echo it runs; exit 7"]) { RedirectStandardOutput = true })!;
        Assert.Equal("it runs\n", await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(7, process.ExitCode);
    }

    private void WriteTree()
    {
        _directory.Write("context/a", "A");
        _directory.Write("context/b", "B");
        _directory.Write("context/with space", "S");
        _directory.Write("context/dir/deep/c", "C");
        File.CreateSymbolicLink(_directory["context/dir/link"], "deep/c");
    }

    private async Task<ImageInfo> BuildAsync(
        string dockerfile, Func<ImageBuildOptions, ImageBuildOptions>? configure = null, ImagePuller? puller = null)
    {
        _progress.Clear();
        _directory.Write("context/Dockerfile", dockerfile);
        var options = new ImageBuildOptions { ContextDirectory = _directory["context"], Tags = ["built"] };
        try
        {
            return await new ImageBuilder(_store, puller).BuildAsync(configure?.Invoke(options) ?? options, new Collector(_progress), default);
        }
        finally
        {
            File.Delete(_directory["context/Dockerfile"]);
        }
    }

    private async Task<List<string>> ListAsync(string image = "built")
    {
        var layers = new MergedLayers((await _store.PrepareAsync(image, default)).LowerDirectories);
        var result = new List<string>();
        void Visit(MergedNode directory)
        {
            foreach (var (_, node) in layers.Children(directory).Where(c => !c.Name.Contains("Dockerfile") && c.Name != ".dockerignore"))
            {
                result.Add(node.IsDirectory ? node.Path + "/"
                    : node.IsSymbolicLink ? $"{node.Path} -> {node.LinkTarget}"
                    : $"{node.Path}: {File.ReadAllText(node.RealPaths[0], Encoding.UTF8)}");
                if (node.IsDirectory)
                {
                    Visit(node);
                }
            }
        }

        Visit(layers.Root);
        return result;
    }

    private sealed class Collector(List<BuildProgress> reports) : IProgress<BuildProgress>
    {
        public void Report(BuildProgress value) => reports.Add(value);
    }
}
