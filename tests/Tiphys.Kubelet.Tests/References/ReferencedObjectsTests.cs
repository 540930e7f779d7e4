using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.Authentication.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Kubelet.References;

namespace Tiphys.Kubelet.Tests.References;

public sealed class ReferencedObjectsTests : IAsyncDisposable
{
    private readonly ManualClock _clock = new();
    private readonly FakeKubernetesClient _client = new();
    private readonly ReferencedObjects _references;
    private readonly ConcurrentQueue<string> _changed = new();
    private readonly ConcurrentQueue<string> _reads = new();

    public ReferencedObjectsTests()
    {
        _references = new ReferencedObjects(_client, _clock, new Random(1), NullLogger.Instance);
        _references.Changed += _changed.Enqueue;
        _client.React(request =>
        {
            if (request.Verb is "get" or "watch")
            {
                _reads.Enqueue($"{request.Verb} {request.Resource}");
            }

            return null;
        });
    }

    public ValueTask DisposeAsync() => _references.DisposeAsync();

    [Fact]
    public async Task An_object_of_many_pods_is_watched_once_and_its_changes_reach_all()
    {
        _client.Put(TestPods.ConfigMap("settings", ("a", "1")));
        foreach (var uid in new[] { "1", "2", "3" })
        {
            _references.Register(Mounting("settings", uid));
        }

        Assert.Equal("1", (await FindAsync("settings"))!.Data["a"]);
        _client.Put(TestPods.ConfigMap("settings", ("a", "2")));
        await Eventually.TrueAsync(() => new[] { "1", "2", "3" }.All(_changed.Contains), "all pods told");
        Assert.Equal("2", (await FindAsync("settings"))!.Data["a"]);
        Assert.Single(_reads, "watch configmaps");
    }

    [Fact]
    public async Task A_pod_that_comes_later_sees_what_was_before_it()
    {
        _client.Put(TestPods.ConfigMap("settings", ("a", "1")));
        _references.Register(Mounting("settings", "1"));
        Assert.NotNull(await FindAsync("settings"));
        _client.Put(TestPods.ConfigMap("settings", ("a", "2")));
        _references.Register(Mounting("settings", "2"));
        Assert.Equal("2", (await FindAsync("settings"))!.Data["a"]);
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_found_when_it_comes()
    {
        _references.Register(Mounting("late", "1"));
        Assert.Null(await FindAsync("late"));
        _client.Put(TestPods.ConfigMap("late", ("a", "1")));
        Assert.NotNull(await FindAsync("late"));
        await Eventually.TrueAsync(() => _changed.Contains("1"), "the pod is told");
    }

    [Fact]
    public async Task An_immutable_object_stays_as_it_was_first_for_its_pods_and_is_new_for_a_new_pod()
    {
        _client.Put(TestPods.ConfigMap("fixed", ("a", "1")) with { Immutable = true });
        _references.Register(Mounting("fixed", "1"));
        Assert.NotNull(await FindAsync("fixed"));
        _client.Remove<ConfigMap>("shop", "fixed");
        _client.Put(TestPods.ConfigMap("fixed", ("a", "2")) with { Immutable = true });
        Assert.Equal("1", (await FindAsync("fixed"))!.Data["a"]);
        _references.Register(Mounting("fixed", "2"));
        Assert.Equal("2", (await FindAsync("fixed"))!.Data["a"]);
    }

    [Fact]
    public async Task A_forgotten_pod_is_told_nothing()
    {
        _client.Put(TestPods.ConfigMap("settings", ("a", "1")));
        _references.Register(Mounting("settings", "1"));
        Assert.NotNull(await FindAsync("settings"));
        await Eventually.TrueAsync(() => _reads.Contains("watch configmaps"), "watched");
        _client.Put(TestPods.ConfigMap("settings", ("a", "2")));
        await Eventually.TrueAsync(() => _changed.Contains("1"), "the pod is told");
        _references.Register(Mounting("settings", "2"));
        _references.Forget("1");
        _changed.Clear();
        _client.Put(TestPods.ConfigMap("settings", ("a", "3")));
        await Eventually.TrueAsync(() => _changed.Contains("2"), "the other is told");
        Assert.DoesNotContain("1", _changed);
    }

    [Fact]
    public async Task A_token_is_kept_and_renewed_when_most_of_its_life_is_over()
    {
        var requests = new List<TokenRequest>();
        ServeTokens(requests);
        var pod = TestPods.Pod();
        Assert.Equal("token-1", await TokenAsync(pod, "vault", 3600));
        Assert.Equal("token-1", await TokenAsync(pod, "vault", 3600));
        Assert.Equal("token-2", await TokenAsync(pod, "", null));
        _clock.Advance(TimeSpan.FromMinutes(47));
        Assert.Equal("token-1", await TokenAsync(pod, "vault", 3600));
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("token-3", await TokenAsync(pod, "vault", 3600));
        Assert.Equal("11-22", requests[0].Spec.BoundObjectRef!.UID);
        Assert.Equal<ApiList<string>>(["vault"], requests[0].Spec.Audiences);
        Assert.True(requests[1].Spec.Audiences.IsEmpty);
    }

    [Fact]
    public async Task A_long_token_is_renewed_every_day()
    {
        ServeTokens([]);
        Assert.Equal("token-1", await TokenAsync(TestPods.Pod(), "", 365 * 86400));
        _clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal("token-2", await TokenAsync(TestPods.Pod(), "", 365 * 86400));
    }

    [Fact]
    public async Task An_old_token_is_given_until_it_expires_when_it_cannot_be_renewed()
    {
        var fails = false;
        ServeTokens([]);
        _client.React(request => fails && request.Resource == "serviceaccounts/token" ? StatusErrors.ServiceUnavailable("down") : null);
        Assert.Equal("token-1", await TokenAsync(TestPods.Pod(), "", 3600));
        fails = true;
        _clock.Advance(TimeSpan.FromMinutes(55));
        Assert.Equal("token-1", await TokenAsync(TestPods.Pod(), "", 3600));
        _clock.Advance(TimeSpan.FromMinutes(10));
        await Assert.ThrowsAsync<ReferenceException>(() => TokenAsync(TestPods.Pod(), "", 3600));
    }

    [Fact]
    public void All_places_of_a_spec_are_seen()
    {
        var pod = TestPods.Pod(TestPods.Container() with
        {
            EnvFrom = [EnvFromSource.Empty with { SecretRef = SecretEnvSource.Empty with { LocalObjectReference = TestPods.Named("s1") } }],
            Env =
            [
                EnvVar.Empty with
                {
                    ValueFrom = EnvVarSource.Empty with { ConfigMapKeyRef = ConfigMapKeySelector.Empty with { LocalObjectReference = TestPods.Named("c1") } },
                },
            ],
        }).WithVolumes(
            TestPods.Volume("a", VolumeSource.Empty with { Secret = SecretVolumeSource.Empty with { SecretName = "s2" } }),
            TestPods.Volume("b", VolumeSource.Empty with
            {
                Projected = ProjectedVolumeSource.Empty with
                {
                    Sources =
                    [
                        VolumeProjection.Empty with { ConfigMap = ConfigMapProjection.Empty with { LocalObjectReference = TestPods.Named("c2") } },
                        VolumeProjection.Empty with { Secret = SecretProjection.Empty with { LocalObjectReference = TestPods.Named("s3") } },
                    ],
                },
            }));
        pod = pod with { Spec = pod.Spec with { ImagePullSecrets = [TestPods.Named("s4")] } };
        Assert.Equal(["c1", "c2"], PodReferences.ConfigMaps(pod).Order());
        Assert.Equal(["s1", "s2", "s3", "s4"], PodReferences.Secrets(pod).Order());
    }

    private static Pod Mounting(string configMap, string uid)
    {
        var source = VolumeSource.Empty with { ConfigMap = ConfigMapVolumeSource.Empty with { LocalObjectReference = TestPods.Named(configMap) } };
        var pod = TestPods.Mounting(TestPods.Volume("v", source));
        return pod with { Metadata = pod.Metadata with { UID = uid } };
    }

    private Task<ConfigMap?> FindAsync(string name) => _references.FindConfigMapAsync("shop", name, CancellationToken.None);

    private Task<string> TokenAsync(Pod pod, string audience, long? seconds) => _references.ServiceAccountTokenAsync(pod, audience, seconds, CancellationToken.None);

    private void ServeTokens(List<TokenRequest> requests)
    {
        _client.Put(ServiceAccount.Empty with { Metadata = ObjectMeta.Empty with { Namespace = "shop", Name = "robot" } });
        _client.OnSubresource<ServiceAccount, TokenRequest>("token", (_, _, request) =>
        {
            requests.Add(request);
            var expires = _clock.GetUtcNow() + TimeSpan.FromSeconds(request.Spec.ExpirationSeconds ?? 3600);
            return request with { Status = TokenRequestStatus.Empty with { Token = $"token-{requests.Count}", ExpirationTimestamp = new Time(expires) } };
        });
    }
}
