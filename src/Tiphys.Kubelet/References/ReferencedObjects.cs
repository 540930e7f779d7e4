using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Client;

namespace Tiphys.Kubelet.References;

/// <inheritdoc cref="IReferencedObjects"/>
internal sealed class ReferencedObjects : IReferencedObjects, IAsyncDisposable
{
    private readonly FollowedObjects<ConfigMap> _configMaps;
    private readonly FollowedObjects<Secret> _secrets;
    private readonly ServiceAccountTokens _tokens;

    public ReferencedObjects(IKubernetesClient client, TimeProvider clock, Random random, ILogger logger)
    {
        _configMaps = new(client, value => value.Immutable == true, TellPods, clock, logger);
        _secrets = new(client, value => value.Immutable == true, TellPods, clock, logger);
        _tokens = new(client, clock, random, logger);
    }

    public event Action<string>? Changed;

    public void Register(Pod pod)
    {
        _configMaps.Register(pod.Metadata.UID, pod.Metadata.Namespace, PodReferences.ConfigMaps(pod));
        _secrets.Register(pod.Metadata.UID, pod.Metadata.Namespace, PodReferences.Secrets(pod));
    }

    public void Forget(string podUid)
    {
        _configMaps.Forget(podUid);
        _secrets.Forget(podUid);
        _tokens.Forget(podUid);
    }

    public Task<ConfigMap?> FindConfigMapAsync(string ns, string name, CancellationToken cancellationToken) =>
        _configMaps.FindAsync(ns, name, cancellationToken);

    public Task<Secret?> FindSecretAsync(string ns, string name, CancellationToken cancellationToken) =>
        _secrets.FindAsync(ns, name, cancellationToken);

    public Task<string> ServiceAccountTokenAsync(Pod pod, string audience, long? expirationSeconds, CancellationToken cancellationToken) =>
        _tokens.GetAsync(pod, audience, expirationSeconds, cancellationToken);

    public async ValueTask DisposeAsync() => await Task.WhenAll(_configMaps.StopAsync(), _secrets.StopAsync());

    private void TellPods(IReadOnlyCollection<string> podUids)
    {
        foreach (var podUid in podUids)
        {
            Changed?.Invoke(podUid);
        }
    }
}
