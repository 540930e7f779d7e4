using Tiphys.Storage.Embedded;

namespace Tiphys.Cli.Tests.Data;

public sealed class DataCommandTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("tiphys-data-commands-");

    private string DataDirectory => Path.Combine(_root.FullName, "data");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Sound_store_is_checked_and_compacted()
    {
        await MakeStoreAsync();

        var check = await RunAsync("store", "check");
        Assert.Contains("1 entries, revision 2", check.Out, StringComparison.Ordinal);
        Assert.Contains("It is sound.", check.Out, StringComparison.Ordinal);
        Assert.Equal((0, 0), (check.ExitCode, (await RunAsync("store", "compact")).ExitCode));
    }

    [Fact]
    public async Task Damaged_store_is_told_with_what_to_do()
    {
        await MakeStoreAsync();
        using (var file = File.OpenWrite(Path.Combine(DataDirectory, "store", "store.db")))
        {
            file.SetLength(file.Length / 2);
        }

        var check = await RunAsync("store", "check");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains("tiphys restore FILE --force", check.Out, StringComparison.Ordinal);
        Assert.Contains("tiphys store check", (await RunAsync("store", "compact")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no store in", "store", "check")]
    [InlineData("there is no store in", "store", "compact")]
    [InlineData("there is no cluster in", "backup", "file")]
    [InlineData("there is no file", "restore", "/nowhere/file")]
    public async Task What_is_missing_is_told_in_one_line(string message, params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"tiphys: {message}", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    private async Task MakeStoreAsync()
    {
        await using var store = EmbeddedStore.Open(Path.Combine(DataDirectory, "store"));
        await store.CreateAsync("/a", new byte[1], null, CancellationToken.None);
    }

    private Task<CliRun> RunAsync(params string[] arguments) => CliRun.OfAsync([.. arguments, "--data-dir", DataDirectory]);
}
