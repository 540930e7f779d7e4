using System.Diagnostics;
using System.Globalization;
using Tiphys.Durability.Tests.Crash;
using Tiphys.Durability.Tests.Server;
using Tiphys.Durability.Tests.Shutdown;

namespace Tiphys.Durability.Tests.Soak;

/// <summary>
/// Churn for a time: writers and watchers, clients that stall and vanish, backups. In the first part the server is killed now and then, in
/// the second it lives and its memory is measured. Nothing may be lost, and the server may report no failure.
/// </summary>
internal sealed class SoakRun(int seed, TimeSpan duration, Action<string> say)
{
    private const int Writers = 8;
    private const int Watchers = 4;
    private const int Stalled = 4;
    private const double PartWithKills = 0.35;

    // The store keeps five minutes of history: before that memory has to grow.
    private static readonly TimeSpan ShortestToMeasure = TimeSpan.FromMinutes(9);
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenBackups = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenSamples = TimeSpan.FromSeconds(2);

    private readonly Random _random = new(seed);
    private readonly List<Writer> _writers = [.. Enumerable.Range(0, Writers).Select(number => new Writer(new WriterScript(number)))];
    private readonly List<Watcher> _watchers = [.. Enumerable.Range(0, Watchers).Select(_ => new Watcher())];
    private readonly MemoryLevel _memory = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private int _backups;
    private int _kills;

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    public async Task RunAsync()
    {
        using var directory = new DataDirectory();
        while (Elapsed < duration * PartWithKills)
        {
            var life = duration * PartWithKills / 3;
            await LiveAsync(directory, _random.NextDouble() * (life < LongestLife ? life : LongestLife), killed: true);
            _kills++;
        }

        say(string.Create(CultureInfo.InvariantCulture, $"soak: {_kills} kills, {Summary()}"));
        await LiveAsync(directory, duration - Elapsed, killed: false);
        await using var last = await ServerProgram.StartReadyAsync(directory.Path);
        using var http = last.Connect();
        await CheckAsync(http);
        _watchers.ForEach(watcher => watcher.Check(_writers));
        say($"soak: {Summary()}, memory {_memory}, nothing lost");
        Assert.True(_backups > 0 && _writers.Sum(writer => writer.Done) > 0, "hardly anything happened");
        if (duration >= ShortestToMeasure)
        {
            _memory.Check();
        }
    }

    private string Summary() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_writers.Sum(writer => writer.Done)} steps of writers, {_watchers.Sum(watcher => watcher.Events)} events to watchers, {_backups} backups");

    private async Task LiveAsync(DataDirectory directory, TimeSpan life, bool killed)
    {
        await using var server = await ServerProgram.StartReadyAsync(directory.Path, "apiserver,controllers,scheduler");
        using var http = server.Connect();
        await CheckAsync(http);
        using (var ending = new CancellationTokenSource(life > TimeSpan.Zero ? life : TimeSpan.FromSeconds(1)))
        using (await StalledClients.StartAsync(server, Stalled))
        {
            List<Task> work =
            [
                .. _writers.Select(writer => writer.RunAsync(http, ending.Token)),
                .. _watchers.Select(watcher => watcher.RunAsync(http, ending.Token)),
                VanishAsync(server, ending.Token),
                BackUpAsync(directory, ending.Token),
                killed ? Task.CompletedTask : SampleAsync(server, ending.Token),
            ];
            await (killed ? Task.Delay(Timeout.Infinite, ending.Token).ContinueWith(_ => server.KillAsync(), TaskScheduler.Default).Unwrap() : Task.CompletedTask);
            await Task.WhenAll(work);
        }

        if (!killed)
        {
            Assert.True(await server.TerminateAsync() < TimeSpan.FromSeconds(5), "it did not end in time");
        }

        var failures = server.Lines.Where(line => line.Contains("fail:", StringComparison.Ordinal) || line.Contains("crit:", StringComparison.Ordinal)
            || line.Contains("nhandled exception", StringComparison.Ordinal) || line.Contains("unobserved", StringComparison.Ordinal)).ToList();
        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(20)));
    }

    private async Task CheckAsync(HttpClient http)
    {
        var list = await MapApi.ListAsync(http, CancellationToken.None);
        _writers.ForEach(writer => writer.Check(list));
    }

    // Clients that are cut off in the middle of an answer.
    private static async Task VanishAsync(ServerProgram server, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                using var http = server.Connect();
                using var list = await http.GetAsync(MapApi.Collection, HttpCompletionOption.ResponseHeadersRead, ending);
                using var watch = await http.GetAsync($"{MapApi.Collection}?watch=1", HttpCompletionOption.ResponseHeadersRead, ending);
                await Task.Delay(TimeSpan.FromMilliseconds(100), ending);
            }
            catch (Exception error) when (error is OperationCanceledException or HttpRequestException or IOException)
            {
                // It has vanished, or the server.
            }
        }
    }

    private async Task BackUpAsync(DataDirectory directory, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            var file = directory[string.Create(CultureInfo.InvariantCulture, $"backup-{_backups}")];
            using var process = Process.Start(new ProcessStartInfo(ProgramFile.Path, ["backup", file, "--data-dir", directory.Path])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var error = await process.StandardError.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);

            // The server may have been killed meanwhile; then there must be no file, else a whole one.
            Assert.True(process.ExitCode == 0 || ending.IsCancellationRequested, error);
            Assert.Equal(process.ExitCode == 0, File.Exists(file));
            _backups += process.ExitCode == 0 ? 1 : 0;
            File.Delete(file);
            await Task.Delay(BetweenBackups, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SampleAsync(ServerProgram server, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            _memory.Add(server.ResidentBytes());
            await Task.Delay(BetweenSamples, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
