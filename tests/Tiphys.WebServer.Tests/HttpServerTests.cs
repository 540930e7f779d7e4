using System.Net;
using Microsoft.AspNetCore.Http;

namespace Tiphys.WebServer.Tests;

public sealed class HttpServerTests
{
    private static readonly IPEndPoint Anywhere = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task Every_address_is_answered()
    {
        var second = new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0);
        await using var server = await StartAsync(Anywhere, second);
        using var http = new HttpClient();
        Assert.Equal(["127.0.0.1", "127.0.0.2"], server.Addresses.Select(address => address.Host));
        foreach (var address in server.Addresses)
        {
            Assert.Equal("hello", await http.GetStringAsync(address));
        }
    }

    // The framework's usual builders watch everything below the working directory for changed settings: in "/" that is all of the disk.
    [Fact]
    public async Task No_files_are_watched()
    {
        await using var server = await StartAsync(Anywhere);
        var threads = Directory.EnumerateDirectories("/proc/self/task").Select(task => NameOf(Path.Combine(task, "comm")));
        Assert.DoesNotContain(threads, name => name.StartsWith(".NET File Watch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signals_stay_with_the_program_around_the_server()
    {
        await using var server = await StartAsync(Anywhere);
        Assert.DoesNotContain("Console", server.Lifetime.GetType().Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_address_is_told()
    {
        await using var server = await StartAsync(Anywhere);
        await Assert.ThrowsAsync<IOException>(() => StartAsync(new IPEndPoint(IPAddress.Loopback, server.Address.Port)));
    }

    private static Task<HttpServer> StartAsync(params IPEndPoint[] listen) =>
        HttpServer.StartAsync(new HttpServerOptions { Listen = listen }, static http => http.Response.WriteAsync("hello"), null, default);

    private static string NameOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // A thread that has just ended.
            return "";
        }
    }
}
