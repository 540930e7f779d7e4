using System.Globalization;
using Tiphys.Durability.Tests.Server;

namespace Tiphys.Durability.Tests.Crash;

/// <summary>
/// Kills the program again and again at random moments, while it starts too, under writers and watchers, and checks after each start that
/// nothing acknowledged is lost.
/// </summary>
internal sealed class ServerCrashRun(int seed)
{
    private const int Writers = 6;
    private const int Watchers = 2;
    private const int LongestLifeMilliseconds = 600;
    private const int LongestStartMilliseconds = 1500;
    private const int OddsOfDyingYoung = 8;

    private readonly Random _random = new(seed);
    private readonly List<Writer> _writers = [.. Enumerable.Range(0, Writers).Select(number => new Writer(new WriterScript(number)))];
    private readonly List<Watcher> _watchers = [.. Enumerable.Range(0, Watchers).Select(_ => new Watcher())];

    public int Steps => _writers.Sum(writer => writer.Done);

    public int Events => _watchers.Sum(watcher => watcher.Events);

    public async Task RunAsync(int kills, Action<string> say)
    {
        using var directory = new DataDirectory();
        for (var kill = 1; kill <= kills; kill++)
        {
            await LiveAsync(directory.Path, kill > 1 && _random.Next(OddsOfDyingYoung) == 0);
            if (kill % 10 == 0)
            {
                say(string.Create(CultureInfo.InvariantCulture, $"server: {kill} kills, {Steps} steps of writers, {Events} events to watchers, nothing lost"));
            }
        }

        await using var last = await ServerProgram.StartReadyAsync(directory.Path);
        using var http = last.Connect();
        await CheckAsync(http);
        _watchers.ForEach(watcher => watcher.Check(_writers));
    }

    private async Task LiveAsync(string dataDirectory, bool diesYoung)
    {
        await using var server = ServerProgram.Start(dataDirectory);
        if (diesYoung)
        {
            await Task.Delay(_random.Next(LongestStartMilliseconds));
            await server.KillAsync();
            return;
        }

        await server.ReadyAsync();
        using var http = server.Connect();
        await CheckAsync(http);
        var clients = _writers.Select(writer => (Task)writer.RunAsync(http, CancellationToken.None))
            .Concat(_watchers.Select(watcher => watcher.RunAsync(http, CancellationToken.None))).ToList();
        await Task.Delay(_random.Next(LongestLifeMilliseconds));
        await server.KillAsync();
        await Task.WhenAll(clients);
    }

    private async Task CheckAsync(HttpClient http)
    {
        var list = await MapApi.ListAsync(http, CancellationToken.None);
        _writers.ForEach(writer => writer.Check(list));
    }
}
