using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Layers;
using Tiphys.Containers.Registry;
using Tiphys.Containers.Tests.Images;

namespace Tiphys.Containers.Tests.Registry;

public sealed class ImagePullerTests : IAsyncLifetime
{
    private readonly TestDirectory _directory = new();
    private readonly ImageStore _store;
    private FakeRegistry _registry = null!;

    public ImagePullerTests() => _store = ImageStore.Open(_directory["store"]);

    private string App => $"{_registry.Domain}/app:v1";

    private static RegistryCredentials Jason => new() { Username = FakeRegistry.User, Password = FakeRegistry.Password };

    public async ValueTask InitializeAsync() => _registry = await FakeRegistry.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _registry.DisposeAsync();
        _store.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Image_is_pulled_and_ready_to_run()
    {
        var image = TestImage.Of(LayerTar.With.File("x", "1"), LayerTar.With.File("x", "2"));
        _registry.Add("app:v1", image);
        var progress = new Collector();
        var info = await PullAsync(App, progress: progress);
        Assert.Equal(image.Id, info.Id);
        Assert.Equal([App], info.RepoTags);
        Assert.Equal([$"{_registry.Domain}/app@{image.Descriptor.Digest}"], info.RepoDigests);
        Assert.Equal(2, _store.Layers.UnpackCount);
        Assert.Equal("2", File.ReadAllText((await _store.PrepareAsync(info.Id, default)).LowerDirectories[0] + "/x"));
        Assert.Equal(PullPhase.Resolving, progress.Reports[0].Phase);
        Assert.Equal(PullPhase.Done, progress.Reports[^1].Phase);
        Assert.All(image.Manifest.Layers, l => Assert.Contains(
            progress.Reports, r => r.Digest == l.Digest.ToString() && r.CompletedBytes == l.Size && r.TotalBytes == l.Size));
    }

    [Fact]
    public async Task Only_missing_layers_are_downloaded()
    {
        var common = LayerTar.With.File("common");
        _registry.Add("app:v1", TestImage.Of(common, LayerTar.With.File("x", "1")));
        _registry.Add("app:v2", TestImage.Of(common, LayerTar.With.File("x", "2")));
        await PullAsync(App);
        Assert.Equal(3, _registry.BlobRequests);
        await PullAsync(App);
        Assert.Equal(3, _registry.BlobRequests);
        await PullAsync($"{_registry.Domain}/app:v2");
        Assert.Equal(5, _registry.BlobRequests);
        Assert.Equal(3, _store.Layers.UnpackCount);
    }

    [Fact]
    public async Task Pulls_of_the_same_layers_at_the_same_time_download_once()
    {
        var common = LayerTar.With.File("common", new string('c', 100_000));
        foreach (var i in Enumerable.Range(0, 4))
        {
            _registry.Add($"app:{i}", TestImage.Of(common, LayerTar.With.File("x", $"{i}")));
        }

        using var puller = Puller();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => puller.PullAsync($"{_registry.Domain}/app:{i % 4}", null, null, default)));
        Assert.Equal(9, _registry.BlobRequests);
        Assert.Equal(5, _store.Layers.UnpackCount);
    }

    [Fact]
    public async Task Pinned_image_that_is_present_needs_no_registry()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        _registry.Add("app:v1", image);
        await PullAsync(App);
        var count = _registry.Requests.Count;
        var info = await PullAsync($"{_registry.Domain}/app:ignored@{image.Descriptor.Digest}");
        Assert.Equal((image.Id, count), (info.Id, _registry.Requests.Count));
    }

    [Fact]
    public async Task Index_leads_to_the_image_for_this_machine()
    {
        var mine = TestImage.Of(LayerTar.With.File("x", "mine"));
        var other = TestImage.Of(LayerTar.With.File("x", "other"));
        _registry.Add("none:0", mine);
        _registry.Add("none:1", other);
        var index = new ImageIndex
        {
            MediaType = MediaTypes.OciIndex,
            Manifests =
            [
                other.Descriptor with { Platform = new Platform { Os = "linux", Architecture = "vax" } },
                other.Descriptor with { Platform = new Platform { Os = "windows", Architecture = Platform.Current.Architecture } },
                mine.Descriptor with { Platform = Platform.Current },
                other.Descriptor with { Platform = new Platform { Os = "unknown", Architecture = "unknown" } },
            ],
        };
        var target = _registry.Add("app:v1", index);
        _registry.Add("app:foreign", index with { Manifests = [index.Manifests[0]] });
        var info = await PullAsync(App);
        Assert.Equal(mine.Id, info.Id);
        Assert.Equal([$"{_registry.Domain}/app@{target.Digest}"], info.RepoDigests);
        Assert.Equal(mine.Id, (await _store.GetAsync($"{_registry.Domain}/app@{mine.Descriptor.Digest}", default))?.Id);
        Assert.Equal(ImageErrorReason.NoMatchingPlatform, (await FailAsync($"{_registry.Domain}/app:foreign")).Reason);
    }

    [Fact]
    public async Task Interrupted_download_goes_on_where_it_stopped()
    {
        var image = BigImage();
        var layer = image.Manifest.Layers[0];
        _registry.Add("app:v1", image);
        var partial = _directory[$"store/ingest/{layer.Digest.Hex}.partial"];
        var ranges = new List<int>();
        _registry.Intercept = async context =>
        {
            if (!IsFor(context, layer.Digest))
            {
                return false;
            }

            var from = (int)(context.Request.GetTypedHeaders().Range?.Ranges.Single().From ?? 0);
            ranges.Add(from);
            if (ranges.Count > 3)
            {
                return false;
            }

            // What the client has not read yet is lost when the connection breaks, so wait for it.
            await FakeRegistry.BreakOffAsync(
                context, image.Blobs[layer.Digest], from, 300_000, () => WaitAsync(() => new FileInfo(partial).Length >= from + 200_000));
            return true;
        };
        Assert.Equal(image.Id, (await PullAsync(App)).Id);
        Assert.Equal((4, 0), (ranges.Count, ranges[0]));
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 200_000, 300_000));
    }

    [Fact]
    public async Task Download_goes_on_after_the_process_was_restarted()
    {
        var image = BigImage();
        var layer = image.Manifest.Layers[0];
        _registry.Add("app:v1", image);
        var hold = true;
        string? resumed = null;
        using var stop = new CancellationTokenSource();
        _registry.Intercept = async context =>
        {
            if (!IsFor(context, layer.Digest))
            {
                return false;
            }

            resumed = context.Request.Headers.Range;
            if (!hold)
            {
                return false;
            }

            context.Response.ContentLength = layer.Size;
            await context.Response.Body.WriteAsync(image.Blobs[layer.Digest].AsMemory(0, 400_000));
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        var pulling = PullAsync(App, cancellationToken: stop.Token);
        var partial = _directory[$"store/ingest/{layer.Digest.Hex}.partial"];
        await WaitAsync(() => File.Exists(partial) && new FileInfo(partial).Length > 200_000);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pulling);
        Assert.Null(await _store.GetAsync(App, default));

        hold = false;
        using var again = ImageStore.Open(_directory["store"]);
        using var puller = new ImagePuller(again, Options(), NullLogger<ImagePuller>.Instance);
        Assert.Equal(image.Id, (await puller.PullAsync(App, null, null, default)).Id);
        Assert.Matches("^bytes=[0-9]{6}-$", resumed);
        Assert.False(File.Exists(partial));
    }

    [Fact]
    public async Task Server_without_ranges_sends_everything_again()
    {
        var image = BigImage();
        var layer = image.Manifest.Layers[0];
        _registry.Add("app:v1", image);
        var attempts = 0;
        _registry.Intercept = async context =>
        {
            if (!IsFor(context, layer.Digest))
            {
                return false;
            }

            if (attempts++ == 0)
            {
                await FakeRegistry.BreakOffAsync(context, image.Blobs[layer.Digest], 0, 300_000, () => Task.CompletedTask);
            }
            else
            {
                await context.Response.Body.WriteAsync(image.Blobs[layer.Digest]);
            }

            return true;
        };
        Assert.Equal(image.Id, (await PullAsync(App)).Id);
        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task Damaged_rest_of_an_earlier_download_is_fetched_anew()
    {
        var image = BigImage();
        var layer = image.Manifest.Layers[0];
        _registry.Add("app:v1", image);
        var rubbish = new byte[500_000];
        File.WriteAllBytes(_directory[$"store/ingest/{layer.Digest.Hex}.partial"], rubbish);
        Assert.Equal(image.Id, (await PullAsync(App)).Id);
        Assert.Equal(2, _registry.Requests.Count(r => r.Contains(layer.Digest.Hex, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Layer_with_another_content_is_refused(bool sameSize)
    {
        var image = TestImage.Of(LayerTar.With.File("good"), LayerTar.With.File("x"));
        _registry.Add("app:v1", image);
        var layer = image.Manifest.Layers[1];
        var forged = image.Blobs[layer.Digest].Concat(sameSize ? Array.Empty<byte>() : new byte[5000]).ToArray();
        forged[20] ^= 1;
        _registry.Blobs[layer.Digest] = forged;
        var error = await FailAsync(App);
        Assert.Equal(ImageErrorReason.DigestMismatch, error.Reason);
        Assert.Contains(layer.Digest.ToString(), error.Message);
        Assert.Null(await _store.GetAsync(App, default));
        Assert.False(_store.Blobs.Contains(layer.Digest));
        Assert.Empty(Directory.EnumerateFiles(_directory["store/ingest"]));
    }

    [Fact]
    public async Task Manifest_with_another_digest_is_refused()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        _registry.Add("app:v1", image);
        _registry.Blobs[image.Descriptor.Digest] = [.. image.Blobs[image.Descriptor.Digest], (byte)' '];
        Assert.Equal(ImageErrorReason.DigestMismatch, (await FailAsync($"{_registry.Domain}/app@{image.Descriptor.Digest}")).Reason);
    }

    [Fact]
    public async Task Unknown_image_is_not_found_at_once()
    {
        var error = await FailAsync(App);
        Assert.Equal(ImageErrorReason.NotFound, error.Reason);
        Assert.Contains("MANIFEST_UNKNOWN", error.Message);
        Assert.Single(_registry.Requests);
    }

    [Fact]
    public async Task Registry_that_is_not_there_is_unreachable()
    {
        var address = App;
        await _registry.DisposeAsync();
        Assert.Equal(ImageErrorReason.Unreachable, (await FailAsync(address)).Reason);
        Assert.Equal(ImageErrorReason.Unreachable, (await FailAsync("no-such-host.invalid/app")).Reason);
    }

    [Theory]
    [InlineData(503, ImageErrorReason.Unreachable)]
    [InlineData(429, ImageErrorReason.TooManyRequests)]
    public async Task Failing_registry_is_asked_again_but_not_for_ever(int status, ImageErrorReason reason)
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        _registry.Add("app:v1", image);
        var failures = 2;
        _registry.Intercept = context =>
        {
            var fails = failures-- > 0;
            context.Response.StatusCode = fails ? status : 200;
            return Task.FromResult(fails);
        };
        Assert.Equal(image.Id, (await PullAsync(App)).Id);
        failures = int.MaxValue;
        var before = _registry.Requests.Count;
        Assert.Equal(reason, (await FailAsync(App)).Reason);
        Assert.Equal(5, _registry.Requests.Count - before);
    }

    [Theory]
    [InlineData("basic")]
    [InlineData("token")]
    public async Task Credentials_open_a_closed_registry(string authentication)
    {
        var image = TestImage.Of(LayerTar.With.File("x"), LayerTar.With.File("y"));
        _registry.Add("app:v1", image);
        _registry.Authentication = authentication;
        Assert.Equal(ImageErrorReason.Unauthorized, (await FailAsync(App)).Reason);
        Assert.Equal(ImageErrorReason.Unauthorized, (await FailAsync(App, new RegistryCredentials { Username = "x", Password = "y" })).Reason);
        _registry.Requests.Clear();
        Assert.Equal(image.Id, (await PullAsync(App, Jason)).Id);
        if (authentication == "token")
        {
            // One token serves the manifest and all blobs.
            var token = Assert.Single(_registry.Requests, r => r.Contains("/token", StringComparison.Ordinal));
            Assert.Equal("GET /token?extra=1&scope=repository%3Aapp%3Apull&service=fake%2C%20registry&account=jason", token);
        }
    }

    [Fact]
    public async Task Identity_token_is_exchanged_and_registry_token_used_as_it_is()
    {
        _registry.Add("app:v1", TestImage.Of(LayerTar.With.File("x")));
        _registry.Authentication = "token";
        await PullAsync(App, new RegistryCredentials { IdentityToken = "identity" });
        Assert.Contains("POST /token?extra=1", _registry.Requests);
        _registry.Requests.Clear();
        await PullAsync(App, new RegistryCredentials { RegistryToken = "token-1" });
        Assert.DoesNotContain(_registry.Requests, r => r.Contains("/token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Token_that_ran_out_is_renewed_in_the_middle_of_a_pull()
    {
        var image = TestImage.Of(LayerTar.With.File("x"), LayerTar.With.File("y"));
        _registry.Add("app:v1", image);
        _registry.Authentication = "token";
        var first = true;
        _registry.Intercept = async context =>
        {
            if (first && context.Request.Path.Value!.Contains("/blobs/", StringComparison.Ordinal))
            {
                first = false;
                context.Response.StatusCode = 401;
                context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"http://{_registry.Domain}/token\",service=\"s\"";
                await context.Response.CompleteAsync();
                return true;
            }

            return false;
        };
        Assert.Equal(image.Id, (await PullAsync(App, Jason)).Id);
        Assert.Equal(2, _registry.Requests.Count(r => r.Contains("/token", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Credentials_do_not_go_to_the_storage_behind_a_registry()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        await using var storage = await FakeRegistry.StartAsync();
        storage.Add("app:v1", image);
        _registry.Add("app:v1", image);
        _registry.Authentication = "basic";
        var leaked = new List<string>();
        storage.Intercept = context =>
        {
            leaked.Add(context.Request.Headers.Authorization.ToString());
            return Task.FromResult(false);
        };
        _registry.Intercept = context =>
        {
            if (!context.Request.Path.Value!.Contains("/blobs/", StringComparison.Ordinal) || context.Request.Headers.Authorization.Count == 0)
            {
                return Task.FromResult(false);
            }

            context.Response.Redirect($"http://{storage.Domain}{context.Request.Path}", permanent: false, preserveMethod: true);
            return Task.FromResult(true);
        };
        await PullAsync(App, Jason);
        Assert.Equal(["", ""], leaked);
    }

    [Fact]
    public async Task Mirrors_are_asked_first_and_the_registry_when_they_fail()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        await using var mirror = await FakeRegistry.StartAsync();
        mirror.Add("me/app:v1", image);
        var dead = new Uri("http://127.0.0.1:1");
        var options = Options() with
        {
            Hosts = new Dictionary<string, RegistryHostOptions>
            {
                ["registry.invalid"] = new() { Mirrors = [dead, new Uri($"http://{mirror.Domain}/")] },
                [_registry.Domain] = new() { Mirrors = [new Uri($"http://{mirror.Domain}")] },
            },
        };
        var info = await PullAsync("registry.invalid/me/app:v1", options: options);
        Assert.Equal(["registry.invalid/me/app:v1"], info.RepoTags);
        Assert.All(mirror.Requests, r => Assert.EndsWith("?ns=registry.invalid", r));

        mirror.Requests.Clear();
        var fallen = TestImage.Of(LayerTar.With.File("only at the registry"));
        _registry.Add("app:v1", fallen);
        Assert.Equal(fallen.Id, (await PullAsync(App, options: options)).Id);
        Assert.NotEmpty(mirror.Requests);
    }

    [Fact]
    public async Task Mirror_with_damaged_blobs_is_left_for_the_registry()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        await using var mirror = await FakeRegistry.StartAsync();
        mirror.Add("app:v1", image);
        _registry.Add("app:v1", image);
        mirror.Blobs[image.Manifest.Layers[0].Digest] = new byte[image.Manifest.Layers[0].Size];
        var options = Options() with
        {
            Hosts = new Dictionary<string, RegistryHostOptions> { [_registry.Domain] = new() { Mirrors = [new Uri($"http://{mirror.Domain}")] } },
        };
        Assert.Equal(image.Id, (await PullAsync(App, options: options)).Id);
        Assert.Equal(1, _registry.BlobRequests);
    }

    [Fact]
    public async Task Silent_registry_is_given_up()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        _registry.Add("app:v1", image);
        _registry.Intercept = async context =>
        {
            if (context.Request.Path.Value!.Contains("/blobs/", StringComparison.Ordinal))
            {
                context.Response.ContentLength = 10;
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            return false;
        };
        var error = await FailAsync(App, options: Options() with { IdleTimeout = TimeSpan.FromMilliseconds(50), MaxAttempts = 2 });
        Assert.Equal(ImageErrorReason.Unreachable, error.Reason);
    }

    [Fact]
    public async Task Artifact_that_is_no_image_is_refused()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        var manifest = ContentJson.Write(image.Manifest with { Config = image.Manifest.Config with { MediaType = "application/vnd.cncf.helm.config.v1+json" } });
        _registry.Blobs[Digest.Of(manifest)] = manifest;
        _registry.Tags["app:v1"] = new Descriptor { MediaType = MediaTypes.OciManifest, Digest = Digest.Of(manifest), Size = manifest.Length };
        Assert.Equal(ImageErrorReason.InvalidContent, (await FailAsync(App)).Reason);
    }

    [Theory]
    [InlineData("amd64", null, "amd64", null, true)]
    [InlineData("amd64", "v1", "amd64", null, true)]
    [InlineData("amd64", "v3", "amd64", null, false)]
    [InlineData("arm64", "v8", "arm64", null, true)]
    [InlineData("arm", "v6", "arm", "v7", true)]
    [InlineData("arm", "v7", "arm", "v6", false)]
    [InlineData("arm64", null, "amd64", null, false)]
    public void Machine_runs_its_own_and_older_variants(string offered, string? offeredVariant, string wanted, string? wantedVariant, bool runs) =>
        Assert.Equal(runs, PlatformSelector.Score(
            new Platform { Os = "linux", Architecture = offered, Variant = offeredVariant },
            new Platform { Os = "linux", Architecture = wanted, Variant = wantedVariant }) > 0);

    [Theory]
    [InlineData("docker.io", "https://registry-1.docker.io/v2/x")]
    [InlineData("registry.k8s.io", "https://registry.k8s.io/v2/x")]
    [InlineData("localhost", "http://localhost/v2/x")]
    [InlineData("localhost:5000", "http://localhost:5000/v2/x")]
    [InlineData("127.0.0.1:5000", "http://127.0.0.1:5000/v2/x")]
    [InlineData("[::1]:5000", "http://[::1]:5000/v2/x")]
    [InlineData("localhost:443", "https://localhost/v2/x")]
    [InlineData("plain:5000", "http://plain:5000/v2/x")]
    [InlineData("10.0.0.1:5000", "https://10.0.0.1:5000/v2/x")]
    public void Registries_are_reached_by_https_except_on_loopback_or_when_told(string domain, string expected)
    {
        var options = new RegistryOptions
        {
            Hosts = new Dictionary<string, RegistryHostOptions> { ["plain:5000"] = new() { PlainHttp = true } },
        };
        Assert.Equal(expected, Assert.Single(RegistryEndpoint.For(domain, options)).Resolve("x").AbsoluteUri);
    }

    [Theory]
    [InlineData("Bearer realm=\"https://a/t\",service=\"s\",scope=\"repository:a:pull,push\"", "Bearer", "realm=https://a/t", "service=s", "scope=repository:a:pull,push")]
    [InlineData("bearer realm=x , service = \"a \\\"b\\\"\"", "bearer", "realm=x", "service=a \"b\"")]
    [InlineData("Basic", "Basic")]
    [InlineData("", "")]
    [InlineData("Bearer realm=\"unterminated", "Bearer", "realm=unterminated")]
    public void Challenges_are_taken_apart(string header, string scheme, params string[] parameters)
    {
        var challenge = AuthenticationChallenge.Parse([header]).FirstOrDefault();
        Assert.Equal(scheme, challenge?.Scheme ?? "");
        Assert.Equal(parameters, challenge?.Parameters.Select(p => $"{p.Key}={p.Value}") ?? []);
    }

    [Fact]
    public void Several_challenges_in_one_header_are_kept_apart()
    {
        var challenges = AuthenticationChallenge.Parse(["Basic realm=\"a, b\", Bearer realm=\"t\",service=s", "Negotiate"]);
        Assert.Equal(["Basic a, b", "Bearer t", "Negotiate "], challenges.Select(c => $"{c.Scheme} {c["realm"]}"));
    }

    private static bool IsFor(HttpContext context, Digest digest) => context.Request.Path.Value!.EndsWith(digest.Hex, StringComparison.Ordinal);

    private static TestImage BigImage()
    {
        var random = new Random(1);
        var content = string.Create(1_500_000, random, (span, r) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = (char)r.Next(32, 127);
            }
        });
        return TestImage.Of(LayerCompression.None, null, LayerTar.With.File("big", content));
    }

    private ImagePuller Puller(RegistryOptions? options = null) => new(_store, options ?? Options(), NullLogger<ImagePuller>.Instance);

    private static RegistryOptions Options() => new()
    {
        InitialBackOff = TimeSpan.FromMilliseconds(1),
        MaxBackOff = TimeSpan.FromMilliseconds(2),
        ConnectTimeout = TimeSpan.FromSeconds(5),
    };

    private async Task<ImageInfo> PullAsync(
        string reference, RegistryCredentials? credentials = null, RegistryOptions? options = null, IProgress<PullProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using var puller = Puller(options);
        return await puller.PullAsync(reference, credentials, progress, cancellationToken);
    }

    private Task<ImageException> FailAsync(string reference, RegistryCredentials? credentials = null, RegistryOptions? options = null) =>
        Assert.ThrowsAsync<ImageException>(() => PullAsync(reference, credentials, options));

    private static async Task WaitAsync(Func<bool> condition)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(20), "the state was not reached in time");
            await Task.Yield();
        }
    }

    private sealed class Collector : IProgress<PullProgress>
    {
        private readonly List<PullProgress> _reports = [];

        public IReadOnlyList<PullProgress> Reports => _reports;

        public void Report(PullProgress value)
        {
            lock (_reports)
            {
                _reports.Add(value);
            }
        }
    }
}
