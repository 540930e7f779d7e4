using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Tests.Images;

namespace Tiphys.Containers.Tests.Registry;

/// <summary>
/// A registry that serves images from memory, misbehaves as told and remembers what it was asked. It is also its own token server.
/// </summary>
internal sealed class FakeRegistry : IAsyncDisposable
{
    public const string User = "jason";
    public const string Password = "fleece:golden";

    private readonly WebApplication _application;
    private int _tokens;

    private FakeRegistry(WebApplication application) => _application = application;

    public string Domain { get; private set; } = "";

    public ConcurrentDictionary<Digest, byte[]> Blobs { get; } = new();

    public ConcurrentDictionary<string, Descriptor> Tags { get; } = new();

    /// <summary>Method and path with query of every request, in the order of arrival.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>"basic", "token" or null.</summary>
    public string? Authentication { get; set; }

    public string Challenge { get; set; } = "";

    /// <summary>Handles a request instead of the registry; returns false to leave it to the registry.</summary>
    public Func<HttpContext, Task<bool>> Intercept { get; set; } = _ => Task.FromResult(false);

    public int BlobRequests => Requests.Count(r => r.Contains("/blobs/", StringComparison.Ordinal));

    public static async Task<FakeRegistry> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0));
        var registry = new FakeRegistry(builder.Build());
        registry._application.Run(registry.HandleAsync);
        await registry._application.StartAsync();
        registry.Domain = new Uri(registry._application.Urls.First()).Authority;
        return registry;
    }

    public void Add(string name, TestImage image)
    {
        foreach (var (digest, content) in image.Blobs)
        {
            Blobs[digest] = content;
        }

        Tags[name] = image.Descriptor;
    }

    public Descriptor Add(string name, ImageIndex index)
    {
        var content = ContentJson.Write(index);
        Blobs[Digest.Of(content)] = content;
        return Tags[name] = new Descriptor { MediaType = MediaTypes.OciIndex, Digest = Digest.Of(content), Size = content.Length };
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Requests.Enqueue($"{context.Request.Method} {path}{context.Request.QueryString}");
        if (await Intercept(context))
        {
            return;
        }

        if (path == "/token")
        {
            await GiveTokenAsync(context);
        }
        else if (!IsAuthorized(context))
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = Authentication == "basic"
                ? "Basic realm=\"x\""
                : Challenge.Length > 0 ? Challenge : $"Bearer realm=\"http://{Domain}/token?extra=1\",service=\"fake, registry\",scope=\"repository:app:pull\"";
            await context.Response.WriteAsync("""{"errors":[{"code":"UNAUTHORIZED","message":"say who you are"}]}""");
        }
        else
        {
            await ServeAsync(context, path);
        }
    }

    private async Task ServeAsync(HttpContext context, string path)
    {
        var reference = path[(path.LastIndexOf('/') + 1)..];
        if (path.Contains("/manifests/", StringComparison.Ordinal))
        {
            var name = path["/v2/".Length..].Replace("/manifests/", ":", StringComparison.Ordinal);
            var descriptor = Digest.TryParse(reference, out var digest) && Blobs.TryGetValue(digest, out var known)
                ? new Descriptor { Digest = digest, Size = known.Length, MediaType = ContentJson.MediaTypeOf(known) }
                : Tags.GetValueOrDefault(name);
            if (descriptor is not null)
            {
                context.Response.ContentType = descriptor.MediaType;
                await context.Response.Body.WriteAsync(Blobs[descriptor.Digest]);
                return;
            }
        }
        else if (Digest.TryParse(reference, out var digest) && Blobs.TryGetValue(digest, out var content))
        {
            var from = (int)(context.Request.GetTypedHeaders().Range?.Ranges.Single().From ?? 0);
            if (from > 0)
            {
                context.Response.StatusCode = 206;
                context.Response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
            }

            await context.Response.Body.WriteAsync(content.AsMemory(from));
            return;
        }

        context.Response.StatusCode = 404;
        await context.Response.WriteAsync("""{"errors":[{"code":"MANIFEST_UNKNOWN","message":"no such thing"}]}""");
    }

    private bool IsAuthorized(HttpContext context)
    {
        var given = context.Request.Headers.Authorization.ToString();
        return Authentication switch
        {
            "basic" => given == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")),
            "token" => given == $"Bearer token-{_tokens}",
            _ => true,
        };
    }

    private async Task GiveTokenAsync(HttpContext context)
    {
        if (context.Request.Method == "POST")
        {
            var form = await context.Request.ReadFormAsync();
            if (form["grant_type"] != "refresh_token" || form["refresh_token"] != "identity")
            {
                context.Response.StatusCode = 401;
                return;
            }

            await context.Response.WriteAsync($$"""{"access_token":"token-{{++_tokens}}","expires_in":300}""");
            return;
        }

        if (context.Request.Headers.Authorization != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")))
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsync("""{"errors":[{"code":"UNAUTHORIZED","message":"wrong password"}]}""");
            return;
        }

        await context.Response.WriteAsync($$"""{"token":"token-{{++_tokens}}","expires_in":300,"issued_at":"2026-01-01T00:00:00Z"}""");
    }

    /// <summary>Sends part of a blob, waits, and breaks the connection off.</summary>
    public static async Task BreakOffAsync(HttpContext context, byte[] content, int from, int length, Func<Task> wait)
    {
        if (from > 0)
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
        }

        context.Response.ContentLength = content.Length - from;
        await context.Response.Body.WriteAsync(content.AsMemory(from, length));
        await context.Response.Body.FlushAsync();
        await wait();
        context.Abort();
    }
}
