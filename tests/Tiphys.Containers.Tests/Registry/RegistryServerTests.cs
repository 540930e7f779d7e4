using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Layers;
using Tiphys.Containers.Registry;
using Tiphys.Containers.Registry.Server;
using Tiphys.Containers.Tests.Images;

namespace Tiphys.Containers.Tests.Registry;

public sealed class RegistryServerTests : IAsyncLifetime
{
    private readonly TestDirectory _directory = new();
    private readonly ImageStore _store;
    private RegistryServer _server = null!;
    private HttpClient _client = null!;

    public RegistryServerTests() => _store = ImageStore.Open(_directory["served"]);

    public async ValueTask InitializeAsync()
    {
        _server = await RegistryServer.StartAsync(_store, new RegistryServerOptions { Port = 0 }, default);
        _client = new HttpClient { BaseAddress = new Uri($"http://{_server.Domain}/v2/") };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _store.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Pushed_image_is_pulled_again_and_runs_here_without_a_pull()
    {
        using var mine = ImageStore.Open(_directory["mine"]);
        var image = TestImage.Of(LayerCompression.Zstd, null, LayerTar.With.File("x", "1"), LayerTar.With.File("y", "2"));
        var name = $"{_server.Domain}/team/app:v1";
        await image.AddToAsync(mine, name);
        using var pusher = new ImagePusher(mine, new RegistryOptions());
        Assert.Equal(image.Descriptor.Digest.ToString(), await pusher.PushAsync(name, null, default));
        await pusher.PushAsync(name, null, default);
        Assert.Equal(image.Id, (await _store.GetAsync(name, default))?.Id);

        using var other = ImageStore.Open(_directory["other"]);
        using var puller = new ImagePuller(other, new RegistryOptions(), NullLogger<ImagePuller>.Instance);
        Assert.Equal(image.Id, (await puller.PullAsync(name, null, null, default)).Id);
        Assert.Equal("""{"repositories":["team/app"]}""", await GetTextAsync("_catalog"));
        Assert.Equal("""{"name":"team/app","tags":["v1"]}""", await GetTextAsync("team/app/tags/list"));
    }

    [Fact]
    public async Task Base_answers_with_the_version_header()
    {
        using var response = await _client.GetAsync(new Uri("", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("registry/2.0", response.Headers.GetValues("Docker-Distribution-API-Version").Single());
    }

    [Fact]
    public async Task Blob_is_uploaded_in_chunks()
    {
        var content = RandomNumberGenerator.GetBytes(250_000);
        var digest = Digest.Of(content);
        var location = await StartUploadAsync();
        for (var from = 0; from < content.Length; from += 100_000)
        {
            var length = Math.Min(100_000, content.Length - from);
            using var chunk = Chunk(content.AsSpan(from, length).ToArray(), $"{from}-{from + length - 1}");
            using var accepted = await _client.PatchAsync(location, chunk);
            Assert.Equal((HttpStatusCode.Accepted, $"0-{from + length - 1}"), (accepted.StatusCode, accepted.Headers.GetValues("Range").Single()));
            location = accepted.Headers.Location!;
        }

        using var wrong = Chunk([1], "5-5");
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await _client.PatchAsync(location, wrong)).StatusCode);
        Assert.Equal("0-249999", (await _client.GetAsync(location)).Headers.GetValues("Range").Single());
        using var created = await _client.PutAsync(new Uri($"{location}?digest={digest}", UriKind.Relative), null);
        Assert.Equal((HttpStatusCode.Created, $"/v2/app/blobs/{digest}"), (created.StatusCode, created.Headers.Location!.OriginalString));
        Assert.Equal(content, await _client.GetByteArrayAsync(created.Headers.Location));
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(location)).StatusCode);
    }

    [Fact]
    public async Task Blob_is_uploaded_in_one_request_and_mounted_elsewhere()
    {
        var digest = Digest.Of("content"u8);
        Assert.Equal(HttpStatusCode.Accepted, (await _client.PostAsync(Relative($"other/blobs/uploads/?mount={digest}&from=app"), null)).StatusCode);
        using var body = new ByteArrayContent("content"u8.ToArray());
        Assert.Equal(HttpStatusCode.Created, (await _client.PostAsync(Relative($"app/blobs/uploads/?digest={digest}"), body)).StatusCode);
        using var mounted = await _client.PostAsync(Relative($"other/blobs/uploads/?mount={digest}&from=app"), null);
        Assert.Equal((HttpStatusCode.Created, $"/v2/other/blobs/{digest}"), (mounted.StatusCode, mounted.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task Upload_with_another_digest_is_refused_and_dropped()
    {
        var location = await StartUploadAsync();
        using var body = new ByteArrayContent("content"u8.ToArray());
        using var response = await _client.PutAsync(new Uri($"{location}?digest={Digest.Of("other"u8)}", UriKind.Relative), body);
        Assert.Equal((HttpStatusCode.BadRequest, "DIGEST_INVALID"), (response.StatusCode, await CodeAsync(response)));
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(location)).StatusCode);
        Assert.Empty(Directory.EnumerateFiles(_directory["served/ingest"]));
    }

    [Fact]
    public async Task Upload_is_cancelled()
    {
        var location = await StartUploadAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await _client.DeleteAsync(location)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.DeleteAsync(location)).StatusCode);
        Assert.Empty(Directory.EnumerateFiles(_directory["served/ingest"]));
    }

    [Theory]
    [InlineData("0-3", "0123", "bytes 0-3/10")]
    [InlineData("4-", "456789", "bytes 4-9/10")]
    [InlineData("-2", "89", "bytes 8-9/10")]
    [InlineData("8-100", "89", "bytes 8-9/10")]
    public async Task Ranges_of_blobs_are_served(string range, string expected, string contentRange)
    {
        var digest = await _store.Blobs.WriteAsync("0123456789"u8.ToArray(), default);
        using var request = new HttpRequestMessage(HttpMethod.Get, Relative($"app/blobs/{digest}"));
        request.Headers.TryAddWithoutValidation("Range", "bytes=" + range);
        using var response = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal((expected, contentRange), (await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentRange!.ToString()));
    }

    [Fact]
    public async Task Range_behind_the_end_is_refused()
    {
        var digest = await _store.Blobs.WriteAsync("0123456789"u8.ToArray(), default);
        using var request = new HttpRequestMessage(HttpMethod.Get, Relative($"app/blobs/{digest}"));
        request.Headers.Range = new RangeHeaderValue(10, null);
        using var response = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
    }

    [Fact]
    public async Task Head_gives_size_and_digest()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        await image.AddToAsync(_store, $"{_server.Domain}/app:v1");
        foreach (var (path, descriptor) in new[]
        {
            ("app/manifests/v1", image.Descriptor),
            ($"app/manifests/{image.Descriptor.Digest}", image.Descriptor),
            ($"app/blobs/{image.Manifest.Config.Digest}", image.Manifest.Config),
        })
        {
            using var response = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Relative(path)));
            Assert.Equal(
                (HttpStatusCode.OK, descriptor.Size, descriptor.Digest.ToString()),
                (response.StatusCode, response.Content.Headers.ContentLength!.Value, response.Headers.GetValues("Docker-Content-Digest").Single()));
        }
    }

    [Theory]
    [InlineData("GET", "app/manifests/missing", 404, "MANIFEST_UNKNOWN")]
    [InlineData("GET", "app/manifests/sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", 404, "MANIFEST_UNKNOWN")]
    [InlineData("GET", "app/blobs/sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", 404, "BLOB_UNKNOWN")]
    [InlineData("GET", "app/blobs/sha256:..%2f..%2f..%2fimage-store", 400, "DIGEST_INVALID")]
    [InlineData("GET", "App/manifests/v1", 400, "NAME_INVALID")]
    [InlineData("GET", "app/tags/list", 404, "NAME_UNKNOWN")]
    [InlineData("PUT", "app/manifests/v1", 400, "MANIFEST_INVALID")]
    [InlineData("DELETE", "app/manifests/v1", 404, "MANIFEST_UNKNOWN")]
    [InlineData("DELETE", "app/blobs/sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", 405, "UNSUPPORTED")]
    [InlineData("POST", "_catalog", 405, "UNSUPPORTED")]
    [InlineData("GET", "nonsense", 404, "UNSUPPORTED")]
    public async Task Errors_have_the_codes_of_the_specification(string method, string path, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Relative(path)) { Content = method == "PUT" ? new StringContent("{") : null };
        using var response = await _client.SendAsync(request);
        Assert.Equal((status, code), ((int)response.StatusCode, await CodeAsync(response)));
    }

    [Fact]
    public async Task Manifest_with_missing_parts_is_refused()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        using var body = new ByteArrayContent(image.Blobs[image.Descriptor.Digest]);
        using var response = await _client.PutAsync(Relative("app/manifests/v1"), body);
        Assert.Equal((HttpStatusCode.BadRequest, "MANIFEST_BLOB_UNKNOWN"), (response.StatusCode, await CodeAsync(response)));
    }

    [Fact]
    public async Task Blob_that_is_no_manifest_is_not_served_as_one()
    {
        var digest = await _store.Blobs.WriteAsync("no JSON"u8.ToArray(), default);
        using var response = await _client.GetAsync(Relative($"app/manifests/{digest}"));
        Assert.Equal((HttpStatusCode.NotFound, "MANIFEST_UNKNOWN"), (response.StatusCode, await CodeAsync(response)));
    }

    [Theory]
    [InlineData("""{"config":null}""")]
    [InlineData("""{"schemaVersion":2}""")]
    [InlineData("""{"config":{"mediaType":"x","digest":"sha256:../../x","size":1}}""")]
    [InlineData("""{"config":{"mediaType":"x","digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":-1}}""")]
    [InlineData("""{"manifests":[],"subject":{"digest":"x"}}""")]
    [InlineData("""{"mediaType":"text/plain"}""")]
    public async Task Malformed_manifest_is_refused(string manifest)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(manifest));
        using var response = await _client.PutAsync(Relative("app/manifests/v1"), body);
        Assert.Equal((HttpStatusCode.BadRequest, "MANIFEST_INVALID"), (response.StatusCode, await CodeAsync(response)));
        Assert.Empty(_store.References.Read());
    }

    [Fact]
    public async Task Blob_that_a_push_counts_on_is_not_collected()
    {
        var digest = await _store.Blobs.WriteAsync("content"u8.ToArray(), default);
        await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Relative($"app/blobs/{digest}")));
        await _store.CollectGarbageAsync(default);
        Assert.True(_store.Blobs.Contains(digest));
    }

    [Fact]
    public async Task Deleted_manifest_frees_its_blobs()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        await image.AddToAsync(_store, $"{_server.Domain}/app:v1");
        await image.AddToAsync(_store, $"{_server.Domain}/app:v2");
        Assert.Equal(HttpStatusCode.Accepted, (await _client.DeleteAsync(Relative("app/manifests/v1"))).StatusCode);
        Assert.NotEmpty(_store.Blobs.Enumerate());
        Assert.Equal(HttpStatusCode.Accepted, (await _client.DeleteAsync(Relative($"app/manifests/{image.Descriptor.Digest}"))).StatusCode);
        Assert.Empty(_store.Blobs.Enumerate());
    }

    [Fact]
    public async Task Uploaded_blob_waits_for_its_manifest()
    {
        using var body = new ByteArrayContent("content"u8.ToArray());
        await _client.PostAsync(Relative($"app/blobs/uploads/?digest={Digest.Of("content"u8)}"), body);
        Assert.True(await _store.CollectGarbageAsync(default));
        Assert.True(_store.Blobs.Contains(Digest.Of("content"u8)));
    }

    [Fact]
    public async Task Tags_come_in_pages()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        foreach (var i in Enumerable.Range(0, 5))
        {
            await image.AddToAsync(_store, $"{_server.Domain}/app:v{i}");
        }

        var seen = new List<string>();
        var next = "app/tags/list?n=2";
        for (var page = 0; next is not null; page++)
        {
            using var response = await _client.GetAsync(Relative(next));
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            seen.AddRange(json.RootElement.GetProperty("tags").EnumerateArray().Select(t => t.GetString()!));
            next = response.Headers.TryGetValues("Link", out var link) ? link.Single().Split('>')[0].TrimStart('<')["/v2/".Length..] : null;
            Assert.True(page < 3);
        }

        Assert.Equal(["v0", "v1", "v2", "v3", "v4"], seen);
    }

    [Fact]
    public async Task Referrers_of_a_manifest_are_listed()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        await image.AddToAsync(_store, $"{_server.Domain}/app:v1");
        string Part(string mediaType, Descriptor part) => $$"""{"mediaType":"{{mediaType}}","digest":"{{part.Digest}}","size":{{part.Size}} }""";
        var signature = Encoding.UTF8.GetBytes($$"""
            {"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","artifactType":"application/signature","layers":[],
            "config":{{Part(MediaTypes.OciConfig, image.Manifest.Config)}},"subject":{{Part(MediaTypes.OciManifest, image.Descriptor)}} }
            """);
        using var body = new ByteArrayContent(signature);
        using var put = await _client.PutAsync(Relative($"app/manifests/{Digest.Of(signature)}"), body);
        Assert.Equal((HttpStatusCode.Created, image.Descriptor.Digest.ToString()), (put.StatusCode, put.Headers.GetValues("OCI-Subject").Single()));
        using var all = JsonDocument.Parse(await GetTextAsync($"app/referrers/{image.Descriptor.Digest}"));
        Assert.Equal(Digest.Of(signature).ToString(), all.RootElement.GetProperty("manifests").EnumerateArray().Single().GetProperty("digest").GetString());
        using var none = JsonDocument.Parse(await GetTextAsync($"app/referrers/{image.Descriptor.Digest}?artifactType=other"));
        Assert.Empty(none.RootElement.GetProperty("manifests").EnumerateArray());
    }

    [Fact]
    public async Task Node_is_a_mirror_for_what_it_has_of_other_registries()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        await image.AddToAsync(_store, "registry.invalid/app:v1");
        using var other = ImageStore.Open(_directory["other"]);
        var options = new RegistryOptions
        {
            Hosts = new Dictionary<string, RegistryHostOptions> { ["registry.invalid"] = new() { Mirrors = [new Uri($"http://{_server.Domain}")] } },
        };
        using var puller = new ImagePuller(other, options, NullLogger<ImagePuller>.Instance);
        Assert.Equal(image.Id, (await puller.PullAsync("registry.invalid/app:v1", null, null, default)).Id);
        Assert.Equal("""{"repositories":[]}""", await GetTextAsync("_catalog"));
    }

    [Fact]
    public async Task Password_and_certificate_are_asked_for()
    {
        using var key = ECDsa.Create();
        var builder = new SubjectAlternativeNameBuilder();
        builder.AddDnsName("localhost");
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(builder.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _directory.Write("ca.pem", certificate.ExportCertificatePem());
        await using var server = await RegistryServer.StartAsync(
            _store,
            new RegistryServerOptions { Port = 0, Certificate = certificate, Authenticate = (user, password) => (user, password) == ("u", "p:w") },
            default);
        var host = new RegistryHostOptions { PlainHttp = false, CertificateAuthorityFile = _directory["ca.pem"] };
        var name = $"{server.Domain}/app:v1";
        using var mine = ImageStore.Open(_directory["mine"]);
        await TestImage.Of(LayerTar.With.File("x")).AddToAsync(mine, name);

        async Task<ImageErrorReason?> PushAsync(RegistryHostOptions options, RegistryCredentials? credentials)
        {
            using var pusher = new ImagePusher(mine, new RegistryOptions
            {
                Hosts = new Dictionary<string, RegistryHostOptions> { [server.Domain] = options },
                MaxAttempts = 1,
            });
            try
            {
                await pusher.PushAsync(name, credentials, default);
                return null;
            }
            catch (ImageException e)
            {
                return e.Reason;
            }
        }

        var good = new RegistryCredentials { Username = "u", Password = "p:w" };
        Assert.Equal(ImageErrorReason.Unreachable, await PushAsync(host with { CertificateAuthorityFile = null }, good));
        Assert.Equal(ImageErrorReason.Unauthorized, await PushAsync(host, null));
        Assert.Equal(ImageErrorReason.Unauthorized, await PushAsync(host, good with { Password = "wrong" }));
        Assert.Null(await PushAsync(host, good));
        Assert.Null(await PushAsync(new RegistryHostOptions { PlainHttp = false, SkipTlsVerification = true, Credentials = good }, null));
    }

    [Fact]
    public async Task Read_only_registry_refuses_changes()
    {
        await using var server = await RegistryServer.StartAsync(_store, new RegistryServerOptions { Port = 0, ReadOnly = true }, default);
        using var response = await _client.PostAsync(new Uri($"http://{server.Domain}/v2/app/blobs/uploads/"), null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    private async Task<Uri> StartUploadAsync()
    {
        using var response = await _client.PostAsync(Relative("app/blobs/uploads/"), null);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return response.Headers.Location!;
    }

    private async Task<string> GetTextAsync(string path) => await _client.GetStringAsync(Relative(path));

    private static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("errors")[0].GetProperty("code").GetString();
    }

    private static ByteArrayContent Chunk(byte[] content, string range)
    {
        var chunk = new ByteArrayContent(content);
        chunk.Headers.TryAddWithoutValidation("Content-Range", range);
        return chunk;
    }

    private static Uri Relative(string path) => new(path, UriKind.Relative);
}
