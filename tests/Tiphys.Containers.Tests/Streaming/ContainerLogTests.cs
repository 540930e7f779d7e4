using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Containers.Tests.Runtime;

namespace Tiphys.Containers.Tests.Streaming;

public sealed class ContainerLogTests : IDisposable
{
    private const string Sample = """
        2016-10-06T00:17:09.669794202+00:00 stdout F first
        2016-10-06T00:17:10.100000000+00:00 stderr F warning
        2016-10-06T00:17:11.113242941Z stdout P long
        2016-10-06T00:17:11.113242941Z stdout P er 
        2016-10-06T00:17:11.113242942Z stdout F line
        2016-10-06T00:17:12.000000001+02:00 stdout F last

        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("tiphys-log-").FullName;

    private string LogPath => Path.Combine(_directory, "0.log");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Lines_come_joined_and_parted_by_stream()
    {
        var (output, error) = await ReadSampleAsync(new LogReadOptions());
        Assert.Equal("first\nlonger line\nlast\n", output);
        Assert.Equal("warning\n", error);
    }

    [Fact]
    public async Task Timestamps_stand_once_before_each_line()
    {
        var (output, _) = await ReadSampleAsync(new LogReadOptions { Timestamps = true });
        Assert.Equal(
            "2016-10-06T00:17:09.669794202Z first\n2016-10-06T00:17:11.113242941Z longer line\n2016-10-06T00:17:12.000000001+02:00 last\n", output);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "last\n")]
    [InlineData(2, "line\nlast\n")]
    [InlineData(100, "first\nlonger line\nlast\n")]
    public async Task Tail_counts_entries_from_the_end(int lines, string expected) =>
        Assert.Equal(expected, (await ReadSampleAsync(new LogReadOptions { TailLines = lines })).Output);

    [Fact]
    public async Task Since_leaves_out_what_is_older()
    {
        var (output, error) = await ReadSampleAsync(new LogReadOptions { Since = DateTimeOffset.Parse("2016-10-06T00:17:10.5Z") });
        Assert.Equal("longer line\nlast\n", output);
        Assert.Equal("", error);
    }

    [Fact]
    public async Task Limit_ends_within_a_line_and_counts_both_streams()
    {
        var (output, error) = await ReadSampleAsync(new LogReadOptions { LimitBytes = 16 });
        Assert.Equal(("first\nlo", "warning\n"), (output, error));
    }

    [Fact]
    public async Task Lines_longer_than_a_block_and_tails_beyond_one_are_read()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 1000; i++)
            text.Append($"2016-10-06T00:17:09.669794202Z stdout F {i} {new string('x', 100)}\n");
        text.Append($"2016-10-06T00:17:09.669794202Z stdout F {new string('y', 100_000)}\n");
        await File.WriteAllTextAsync(LogPath, text.ToString());
        var (output, _) = await ReadAsync(new LogReadOptions { TailLines = 501 });
        Assert.StartsWith("500 xxx", output);
        Assert.EndsWith($"x\n{new string('y', 100_000)}\n", output);
    }

    [Fact]
    public async Task Follow_goes_on_over_a_rotation_until_the_container_exits()
    {
        await File.WriteAllTextAsync(LogPath, Line("one"));
        var exited = new TaskCompletionSource();
        var output = new System.IO.Pipelines.Pipe();
        var reading = ContainerLogReader.ReadAsync(
            LogPath, new LogReadOptions { Follow = true }, output.Writer.AsStream(), null, exited.Task, CancellationToken.None);
        using var lines = new StreamReader(output.Reader.AsStream());

        Assert.Equal("one", await NextAsync());
        await File.AppendAllTextAsync(LogPath, Line("two")[..^3]);
        await File.AppendAllTextAsync(LogPath, Line("two")[^3..]);
        Assert.Equal("two", await NextAsync());
        File.Move(LogPath, LogPath + ".old");
        await File.AppendAllTextAsync(LogPath + ".old", Line("three"));
        Assert.Equal("three", await NextAsync());
        await File.WriteAllTextAsync(LogPath, Line("four"));
        Assert.Equal("four", await NextAsync());
        await File.AppendAllTextAsync(LogPath, Line("five"));
        exited.SetResult();
        Assert.Equal("five", await NextAsync());
        await reading.WaitAsync(TimeSpan.FromSeconds(20));

        async Task<string?> NextAsync() => await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        static string Line(string text) => $"2016-10-06T00:17:09.669794202Z stdout F {text}\n";
    }

    [MachineFact]
    public async Task Log_of_a_container_is_followed_to_its_end()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Shell("for i in $(seq 1 200); do echo line $i; done; usleep 50000; printf unfinished"));
        using var output = new MemoryStream();
        var path = engine.Runtime.GetContainerStatus(id).LogPath;
        await ContainerLogReader.ReadAsync(path, new LogReadOptions { Follow = true }, output, null, engine.WaitForExitAsync(id), CancellationToken.None);
        Assert.Equal(string.Concat(Enumerable.Range(1, 200).Select(i => $"line {i}\n")) + "unfinished", Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n'));
    }

    [MachineFact]
    public async Task Rotation_keeps_every_line_and_only_so_many_files()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Shell("i=0; while read x; do i=$((i+1)); echo line $i; done") with { Stdin = true, LogPath = "c/0.log" });
        var path = engine.Runtime.GetContainerStatus(id).LogPath;
        await using var session = await engine.Runtime.AttachAsync(id, CancellationToken.None);
        var clock = new ManualTime();
        var rotator = new ContainerLogRotator(engine.Runtime, new LogRotationOptions { MaxSizeBytes = 1, MaxFiles = 4 }, clock, NullLogger.Instance);

        for (var i = 1; i <= 6; i++)
        {
            await session.StandardInput!.WriteAsync("\n"u8.ToArray());
            await Engine.EventuallyAsync(async () => (await File.ReadAllTextAsync(path)).Contains($"line {i}"));
            clock.Now += TimeSpan.FromSeconds(1);
            await rotator.RotateAllAsync(CancellationToken.None);
        }

        var files = Directory.GetFiles(Path.GetDirectoryName(path)!).Select(f => Path.GetFileName(f)!).Order().ToArray();
        Assert.Equal(["0.log", "0.log.20260101-000004.gz", "0.log.20260101-000005.gz", "0.log.20260101-000006"], files);
        Assert.Contains("line 4", await UnzipAsync(Path.Combine(Path.GetDirectoryName(path)!, files[1])));
        Assert.Contains("line 6", await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(path)!, files[3])));
        Assert.Equal("", await File.ReadAllTextAsync(path));
    }

    private async Task<(string Output, string Error)> ReadSampleAsync(LogReadOptions options)
    {
        await File.WriteAllTextAsync(LogPath, Sample);
        return await ReadAsync(options);
    }

    private async Task<(string Output, string Error)> ReadAsync(LogReadOptions options)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        await ContainerLogReader.ReadAsync(LogPath, options, output, error, null, CancellationToken.None);
        return (Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    private static async Task<string> UnzipAsync(string path)
    {
        await using var file = File.OpenRead(path);
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        return await reader.ReadToEndAsync();
    }

    private sealed class ManualTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
