using System.Net;
using System.Text.Json;
using Tiphys.Durability.Tests.Server;

namespace Tiphys.Durability.Tests.Disk;

/// <summary>The program on a disk that is really full.</summary>
public sealed class FullDiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string Value = new('x', 100_000);

    [Fact]
    public async Task Full_disk_makes_the_server_read_only_until_there_is_space()
    {
        using var disk = new SmallDisk();
        var acknowledged = 0;
        await using (var server = await ServerProgram.StartReadyAsync(disk.DataDirectory))
        {
            using var http = server.Connect();
            await MapApi.CreateAsync(http, "watched", "1", default);
            using var watch = await http.GetAsync($"{MapApi.Collection}?watch=1", HttpCompletionOption.ResponseHeadersRead);
            using var events = new StreamReader(await watch.Content.ReadAsStreamAsync());
            Assert.Contains("\"watched\"", await events.ReadLineAsync());

            disk.Fill();
            var refusal = await WriteUntilRefusedAsync(http, () => acknowledged++);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refusal.Code);
            using var status = JsonDocument.Parse(refusal.Message[(refusal.Message.IndexOf(' ') + 1)..]);
            Assert.Equal(("Status", "ServiceUnavailable"), (status.RootElement.GetProperty("kind").GetString(), status.RootElement.GetProperty("reason").GetString()));
            Assert.Contains("full", status.RootElement.GetProperty("message").GetString());
            await CheckReadOnlyAsync(http, server, acknowledged);

            disk.Free();
            await WaitAsync("ready again", async () => (await http.GetAsync("/readyz")).IsSuccessStatusCode);
            await MapApi.UpdateAsync(http, "watched", "2", default);
            await FindAsync(events, "\"value\":\"2\"");
            await WaitForLineAsync(server, "the store takes writes again");
            await WaitAsync("an Event", async () => (await http.GetStringAsync("/api/v1/namespaces/default/events")).Contains("StoreReadOnly", StringComparison.Ordinal));
            await server.KillAsync();
        }

        await using var again = await ServerProgram.StartReadyAsync(disk.DataDirectory);
        using var second = again.Connect();
        Assert.Equal(acknowledged + 1, (await MapApi.ListAsync(second, default)).Maps.Count);
    }

    private static async Task CheckReadOnlyAsync(HttpClient http, ServerProgram server, int acknowledged)
    {
        var ready = await http.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.InternalServerError, ready.StatusCode);
        Assert.Contains("[-]etcd failed", await ready.Content.ReadAsStringAsync());
        Assert.Equal(acknowledged + 1, (await MapApi.ListAsync(http, default)).Maps.Count);
        await WaitForLineAsync(server, "the store is read-only");
        for (var i = 0; i < 100; i++)
        {
            await Assert.ThrowsAsync<RefusedException>(() => MapApi.UpdateAsync(http, "watched", "refused", default));
        }

        // Said once, not once a request.
        Assert.InRange(server.Lines.Count, 1, 10);
    }

    // The log of the database has space of its own for a while.
    private static async Task<RefusedException> WriteUntilRefusedAsync(HttpClient http, Action acknowledge)
    {
        for (var i = 0; i < 1000; i++)
        {
            try
            {
                await MapApi.CreateAsync(http, $"filling-{i}", Value, default);
                acknowledge();
            }
            catch (RefusedException refusal)
            {
                return refusal;
            }
        }

        throw new InvalidOperationException("the disk does not get full");
    }

    private static async Task FindAsync(StreamReader events, string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (await events.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"the watch ended without {text}");
    }

    private static Task WaitForLineAsync(ServerProgram server, string text) =>
        WaitAsync(text, () => Task.FromResult(server.Lines.Any(line => line.Contains(text, StringComparison.Ordinal))));

    private static async Task WaitAsync(string what, Func<Task<bool>> ask)
    {
        var end = DateTime.UtcNow + Patience;
        while (!await ask())
        {
            Assert.True(DateTime.UtcNow < end, $"still not: {what}");
            await Task.Delay(50);
        }
    }
}
