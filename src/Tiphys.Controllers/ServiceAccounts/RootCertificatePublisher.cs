using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Informers;
using Tiphys.Client.Reconciling;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.ServiceAccounts;

/// <summary>
/// Publishes in each namespace by which certificates pods know the API server (<c>pkg/controller/certificates/rootcacertpublisher</c>).
/// </summary>
internal sealed class RootCertificatePublisher : QueueController<string>
{
    private const string MapName = "kube-root-ca.crt";
    private const string DescriptionKey = "kubernetes.io/description";
    private const string Description =
        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or " +
        "kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.";

    private readonly IInformer<Namespace> _namespaces;
    private readonly IInformer<ConfigMap> _maps;
    private readonly ApiMap<string> _data;

    public RootCertificatePublisher(ControllerContext context, string certificates)
        : base(context, "root-ca-certificate-publisher", workers: 1)
    {
        _data = ApiMap.Of("ca.crt", certificates);
        _namespaces = Informer<Namespace>((_, after) => Add(after?.Metadata.Name));
        _maps = Informer<ConfigMap>((before, after) => Add((after ?? before!) is { Metadata: { Name: MapName, Namespace: var ns } } ? ns : null));
    }

    public override async Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_namespaces.Get(null, key) is not { Status.Phase: not NamespacePhase.Terminating, Metadata.DeletionTimestamp: null })
        {
            return ReconcileResult.Done;
        }

        if (_maps.Get(key, MapName) is not { } current)
        {
            var metadata = ObjectMeta.Empty with { Namespace = key, Name = MapName, Annotations = ApiMap.Of(DescriptionKey, Description) };
            await Creation.EnsureAsync(Client, ConfigMap.Empty with { Metadata = metadata, Data = _data }, cancellationToken);
        }
        else if (current.Data != _data || string.IsNullOrEmpty(current.Metadata.Annotations.GetValueOrDefault(DescriptionKey)))
        {
            var annotations = current.Metadata.Annotations.SetItem(DescriptionKey, Description);
            await Client.UpdateAsync(
                current with { Data = _data, Metadata = current.Metadata with { Annotations = annotations } }, null, cancellationToken);
        }

        return ReconcileResult.Done;
    }

    private void Add(string? ns)
    {
        if (ns is not null)
        {
            Queue.Add(ns);
        }
    }
}
