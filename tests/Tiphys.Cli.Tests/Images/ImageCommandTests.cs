namespace Tiphys.Cli.Tests.Images;

public sealed class ImageCommandTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tiphys-cli-").FullName;

    private string Data => Path.Combine(_directory, "data");

    private string Context => Path.Combine(_directory, "context");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_built_image_is_listed_exported_removed_and_imported_again()
    {
        await BuildAsync("example.test/hello:1");
        Assert.Contains("example.test/hello:1", (await RunAsync("image", "ls")).Out, StringComparison.Ordinal);

        var archive = Path.Combine(_directory, "hello.tar");
        Assert.Equal(0, (await RunAsync("image", "export", archive, "example.test/hello:1")).ExitCode);
        Assert.Equal(0, (await RunAsync("image", "rm", "example.test/hello:1")).ExitCode);
        Assert.DoesNotContain("hello", (await RunAsync("image", "ls")).Out, StringComparison.Ordinal);

        Assert.Equal("example.test/hello:1", (await RunAsync("image", "import", archive)).Out.Trim());
        Assert.Contains("example.test/hello:1", (await RunAsync("image", "ls")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Building_again_without_a_change_gives_the_same_image()
    {
        var first = await BuildAsync("example.test/hello:1");
        Assert.Equal(first, await BuildAsync("example.test/hello:2"));
    }

    [Fact]
    public async Task Removing_an_image_that_is_not_there_fails_with_one_line()
    {
        var run = await RunAsync("image", "rm", "example.test/nothing:1");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("tiphys: there is no image example.test/nothing:1 (see 'tiphys image ls')", run.Error.Trim());
    }

    [Fact]
    public async Task A_broken_Dockerfile_is_told_by_file_and_line()
    {
        Directory.CreateDirectory(Context);
        await File.WriteAllTextAsync(Path.Combine(Context, "Dockerfile"), "FROM scratch\nFETCH everything\n");
        var run = await RunAsync("image", "build", Context, "-t", "example.test/broken:1");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Dockerfile:2:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_argument_without_a_value_is_refused()
    {
        Directory.CreateDirectory(Context);
        var run = await RunAsync("image", "build", Context, "-t", "x", "--build-arg", "NAME");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--build-arg wants NAME=VALUE, not 'NAME'", run.Error, StringComparison.Ordinal);
    }

    private async Task<string> BuildAsync(string tag)
    {
        Directory.CreateDirectory(Context);
        await File.WriteAllTextAsync(Path.Combine(Context, "greeting"), "hello\n");
        await File.WriteAllTextAsync(Path.Combine(Context, "Dockerfile"), "FROM scratch\nCOPY greeting /greeting\nCMD [\"/greeting\"]\n");
        var run = await RunAsync("image", "build", Context, "-t", tag);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Out.Trim();
    }

    private Task<CliRun> RunAsync(params string[] arguments) => CliRun.OfAsync([.. arguments, "--data-dir", Data]);
}
