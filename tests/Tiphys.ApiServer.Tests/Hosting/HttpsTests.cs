using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;
using Tiphys.ApiServer.Hosting;
using Tiphys.ApiServer.Pipeline;
using Tiphys.Storage.Embedded;

namespace Tiphys.ApiServer.Tests.Hosting;

/// <summary>Real HTTPS with a certificate made for the test.</summary>
public sealed class HttpsTests : IAsyncLifetime
{
    private readonly EmbeddedStore _store = EmbeddedStore.InMemory();
    private X509Certificate2 _certificate = null!;
    private ApiServerHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _certificate = MakeCertificate();
        var options = new ApiServerHostOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), Certificate = _certificate };
        _host = await ApiServerHost.StartAsync(new ApiServerCore(_store, []), options, null, CancellationToken.None);
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.GetCertHashString() == _certificate.GetCertHashString(),
            },
        };
        _client = new HttpClient(handler) { BaseAddress = _host.Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        await _store.DisposeAsync();
        _certificate.Dispose();
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task An_object_goes_in_as_JSON_and_comes_back_with_its_version(string version)
    {
        var created = await SendAsync(HttpMethod.Post, Maps, "{\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":\"v\"}}", version: new Version(version));
        Assert.Equal(HttpStatusCode.Created, created.Code);
        Assert.Equal("ConfigMap", created.Body.GetProperty("kind").GetString());
        var read = await SendAsync(HttpMethod.Get, Maps + "/a", version: new Version(version));
        Assert.Equal(created.Body.ToString(), read.Body.ToString());
        Assert.NotEqual("", read.Body.GetProperty("metadata").GetProperty("resourceVersion").GetString());
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_body_of_nearly_3_MiB_comes_whole(string version)
    {
        var text = new string('x', 3_000_000);
        var created = await SendAsync(HttpMethod.Post, Maps, $$$"""{"metadata":{"name":"a"},"data":{"k":"{{{text}}}"}}""", version: new Version(version));
        Assert.Equal(HttpStatusCode.Created, created.Code);
        Assert.Equal(text, created.Body.GetProperty("data").GetProperty("k").GetString());
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_larger_body_is_refused(string version)
    {
        var text = new string('x', 3_200_000);
        var refused = await SendAsync(HttpMethod.Post, Maps, $$$"""{"metadata":{"name":"a"},"data":{"k":"{{{text}}}"}}""", version: new Version(version));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.Code);
        Assert.Equal("Request entity too large: limit is 3145728", refused.Body.GetProperty("message").GetString());
    }

    [Fact]
    public async Task YAML_is_read()
    {
        var created = await SendAsync(HttpMethod.Post, Maps, "metadata:\n  name: a\ndata:\n  text: |\n    two\n    lines\n  number: \"1\"\n", "application/yaml");
        Assert.Equal(HttpStatusCode.Created, created.Code);
        Assert.Equal("two\nlines\n", created.Body.GetProperty("data").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Protobuf_goes_out_and_comes_in()
    {
        await SendAsync(HttpMethod.Post, Maps, "{\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":\"v\"}}");
        using var get = new HttpRequestMessage(HttpMethod.Get, Maps + "/a");
        get.Headers.Accept.Add(new("application/vnd.kubernetes.protobuf"));
        using var answer = await _client.SendAsync(get);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal("k8s\0"u8.ToArray(), bytes[..4]);
        using var put = new HttpRequestMessage(HttpMethod.Put, Maps + "/a") { Content = new ByteArrayContent(bytes) };
        put.Content.Headers.ContentType = new("application/vnd.kubernetes.protobuf");
        using var stored = await _client.SendAsync(put);
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
    }

    [Theory]
    [InlineData("1.1", "application/json", "")]
    [InlineData("2.0", "application/json", "")]
    [InlineData("2.0", "application/json", "gzip")]
    [InlineData("1.1", "application/vnd.kubernetes.protobuf", "")]
    [InlineData("2.0", "application/vnd.kubernetes.protobuf", "gzip")]
    public async Task A_long_list_comes_whole_in_pieces(string version, string accept, string encoding)
    {
        var text = new string('x', 50_000);
        for (var i = 0; i < 12; i++)
        {
            await SendAsync(HttpMethod.Post, Maps, $$$"""{"metadata":{"name":"m{{{i:00}}}"},"data":{"k":"{{{text}}}"}}""");
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, Maps) { Version = new Version(version) };
        request.Headers.Accept.ParseAdd(accept);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        using var answer = await _client.SendAsync(request);
        Assert.Equal(encoding.Length > 0 ? ["gzip"] : [], answer.Content.Headers.ContentEncoding);
        var list = ReadMaps(await DecompressedAsync(answer), accept);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"m{i:00}"), list.Items.Select(map => map.Metadata.Name));
        Assert.All(list.Items, map => Assert.Equal(text, map.Data["k"]));
        Assert.Equal(list.Items.Max(map => long.Parse(map.Metadata.ResourceVersion, CultureInfo.InvariantCulture)), long.Parse(list.Metadata.ResourceVersion, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_missing_object_is_a_status()
    {
        var answer = await SendAsync(HttpMethod.Get, Maps + "/none");
        Assert.Equal(HttpStatusCode.NotFound, answer.Code);
        Assert.Equal("configmaps \"none\" not found", answer.Body.GetProperty("message").GetString());
        Assert.Equal("NotFound", answer.Body.GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("Strict", HttpStatusCode.BadRequest, false)]
    [InlineData("Warn", HttpStatusCode.Created, true)]
    [InlineData("Ignore", HttpStatusCode.Created, false)]
    public async Task Unknown_fields_fail_warn_or_vanish(string validation, HttpStatusCode code, bool warns)
    {
        var answer = await SendAsync(HttpMethod.Post, Maps + "?fieldValidation=" + validation, "{\"metadata\":{\"name\":\"a\"},\"nope\":1}");
        Assert.Equal(code, answer.Code);
        Assert.Equal(warns ? "299 - \"unknown field \\\"nope\\\"\"" : "", answer.Warning);
    }

    [Fact]
    public async Task A_dry_run_stores_nothing()
    {
        var answer = await SendAsync(HttpMethod.Post, Maps + "?dryRun=All", "{\"metadata\":{\"name\":\"a\"}}");
        Assert.Equal(HttpStatusCode.Created, answer.Code);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, Maps + "/a")).Code);
    }

    [Fact]
    public async Task A_watch_streams_a_line_for_each_event()
    {
        await SendAsync(HttpMethod.Post, Maps, "{\"metadata\":{\"name\":\"a\"}}");
        using var request = new HttpRequestMessage(HttpMethod.Get, Maps + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.StartsWith("{\"type\":\"ADDED\",\"object\":{\"kind\":\"ConfigMap\"", await lines.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Contains("k8s.io/initial-events-end", await lines.ReadLineAsync(), StringComparison.Ordinal);
        await SendAsync(HttpMethod.Delete, Maps + "/a");
        Assert.StartsWith("{\"type\":\"DELETED\"", await lines.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_ends_after_its_time()
    {
        using var answer = await _client.GetAsync(Maps + "?watch=true&timeoutSeconds=1");
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_large_list_is_compressed_on_request()
    {
        var text = new string('x', 200_000);
        await SendAsync(HttpMethod.Post, Maps, $"{{\"metadata\":{{\"name\":\"a\"}},\"data\":{{\"k\":\"{text}\"}}}}");
        using var request = new HttpRequestMessage(HttpMethod.Get, Maps);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var answer = await _client.SendAsync(request);
        Assert.Equal("gzip", answer.Content.Headers.ContentEncoding.Single());
        Assert.True((await answer.Content.ReadAsByteArrayAsync()).Length < 10_000);
    }

    [Theory]
    [InlineData("/healthz", "ok")]
    [InlineData("/livez", "ok")]
    [InlineData("/readyz", "ok")]
    [InlineData("/healthz/ping", "ok")]
    public async Task Health_is_ok(string path, string text) => Assert.Equal(text, await _client.GetStringAsync(path));

    [Fact]
    public async Task Health_can_be_verbose() =>
        Assert.Contains("[+]ping ok", await _client.GetStringAsync("/readyz?verbose"), StringComparison.Ordinal);

    private const string Maps = "/api/v1/namespaces/default/configmaps";

    private async Task<(HttpStatusCode Code, JsonElement Body, string Warning)> SendAsync(
        HttpMethod method, string path, string? body = null, string mediaType = "application/json", Version? version = null)
    {
        using var request = new HttpRequestMessage(method, path) { Version = version ?? HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, mediaType);
        }

        using var answer = await _client.SendAsync(request);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var warning = answer.Headers.TryGetValues("Warning", out var values) ? string.Join(", ", values) : "";
        return (answer.StatusCode, json.RootElement.Clone(), warning);
    }

    private static async Task<byte[]> DecompressedAsync(HttpResponseMessage answer)
    {
        await using var body = await answer.Content.ReadAsStreamAsync();
        await using var plain = answer.Content.Headers.ContentEncoding.Count > 0 ? new GZipStream(body, CompressionMode.Decompress) : body;
        using var bytes = new MemoryStream();
        await plain.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static ConfigMapList ReadMaps(byte[] body, string accept)
    {
        if (accept == "application/json")
        {
            return ApiJson.Read<ConfigMapList>(body);
        }

        Assert.Equal(new("", "v1", "ConfigMapList"), ProtobufEnvelope.Open(body, out var message));
        return (ConfigMapList)ApiCatalog.FindCodec(new("", "v1", "ConfigMapList"))!.ReadProtobuf(message);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
