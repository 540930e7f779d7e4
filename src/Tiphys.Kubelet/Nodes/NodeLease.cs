using Microsoft.Extensions.Logging;
using Tiphys.Api.Coordination.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Client;

namespace Tiphys.Kubelet.Nodes;

/// <summary>The node's heartbeat: a Lease in <c>kube-node-lease</c>, held for 40 s and renewed every 10 s.</summary>
internal sealed partial class NodeLease(IKubernetesClient client, string nodeName, Func<Node?> node, TimeProvider clock, ILogger logger)
{
    private const string Namespace = "kube-node-lease";
    private const int DurationSeconds = 40;
    private static readonly TimeSpan RenewPeriod = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);

    private Lease? _lease;

    /// <summary>Renews until the caller stops it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var retry = FirstRetry;
        while (true)
        {
            var isHeld = await TryRenewAsync(cancellationToken);
            await Task.Delay(isHeld ? RenewPeriod : retry, clock, cancellationToken);
            retry = isHeld ? FirstRetry : retry * 2 < RenewPeriod ? retry * 2 : RenewPeriod;
        }
    }

    private async Task<bool> TryRenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            _lease = await RenewAsync(cancellationToken);
            return true;
        }
        catch (Exception error) when (error is ApiException or HttpRequestException or TimeoutException or IOException)
        {
            Log.NotRenewed(logger, error, nodeName);
            _lease = null;
            return false;
        }
    }

    private async Task<Lease> RenewAsync(CancellationToken cancellationToken)
    {
        if (_lease is not null)
        {
            return await client.UpdateAsync(Renewed(_lease), null, cancellationToken);
        }

        try
        {
            var found = await client.GetAsync<Lease>(Namespace, nodeName, cancellationToken);
            return await client.UpdateAsync(Renewed(found), null, cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            var lease = Lease.Empty with { Metadata = ObjectMeta.Empty with { Namespace = Namespace, Name = nodeName } };
            return await client.CreateAsync(Renewed(lease), cancellationToken);
        }
    }

    private Lease Renewed(Lease lease) => lease with
    {
        Metadata = lease.Metadata with { OwnerReferences = Owners(lease.Metadata.OwnerReferences) },
        Spec = lease.Spec with
        {
            HolderIdentity = nodeName,
            LeaseDurationSeconds = DurationSeconds,
            RenewTime = new MicroTime(clock.GetUtcNow()),
        },
    };

    // So that the lease goes with the node.
    private ApiList<OwnerReference> Owners(ApiList<OwnerReference> owners) => node() is { } self && owners.IsEmpty
        ? [OwnerReference.Empty with { APIVersion = "v1", Kind = "Node", Name = self.Metadata.Name, UID = self.Metadata.UID }]
        : owners;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "lease of node {Node} could not be renewed")]
        public static partial void NotRenewed(ILogger logger, Exception error, string node);
    }
}
