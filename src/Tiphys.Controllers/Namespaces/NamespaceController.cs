using System.Collections.Concurrent;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Informers;
using Tiphys.Client.Reconciling;
using Tiphys.Controllers.Kinds;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.Namespaces;

/// <summary>
/// Empties namespaces that are being deleted, and then lets them go (<c>pkg/controller/namespace</c>): pods first, then everything else, so that
/// no pod runs without the policies, secrets and quotas that it was made with (KEP-5080).
/// </summary>
internal sealed class NamespaceController : QueueController<string>
{
    private const string Finalizer = "kubernetes";
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(15);
    private readonly IInformer<Namespace> _namespaces;
    private readonly ConcurrentDictionary<string, TimeSpan> _looks = [];

    public NamespaceController(ControllerContext context)
        : base(context, "namespace", workers: 10) => _namespaces = Informer<Namespace>(Changed);

    public override async Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_namespaces.Get(null, key) is not { } ns || !IsToBeEmptied(ns))
        {
            _looks.TryRemove(key, out _);
            return ReconcileResult.Done;
        }

        var content = await EmptyAsync(key, cancellationToken);
        try
        {
            var current = await WriteStatusAsync(ns, content, cancellationToken);
            if (content.IsEmpty)
            {
                await FinalizeAsync(current, cancellationToken);
                return ReconcileResult.Done;
            }
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return ReconcileResult.Done;
        }

        // Objects go when others let them go, which no change of the namespace tells: so it is looked at again, less and less often.
        return ReconcileResult.After(_looks.AddOrUpdate(key, FirstLook, (_, last) => last * 2 < LastLook ? last * 2 : LastLook));
    }

    private static bool IsToBeEmptied(Namespace ns) => ns.Metadata.DeletionTimestamp is not null && ns.Spec.Finalizers.Contains(Finalizer);

    private async Task<NamespaceContent> EmptyAsync(string ns, CancellationToken cancellationToken)
    {
        var remaining = new Dictionary<string, int>();
        var finalizers = new Dictionary<string, int>();
        var failures = new List<string>();
        foreach (var kind in AllKinds.All.Where(kind => kind.Namespaced))
        {
            try
            {
                await EmptyAsync(kind, ns, remaining, finalizers, cancellationToken);
            }
            catch (ApiException error)
            {
                failures.Add(error.Message);
            }

            if (kind is KindAccess<Pod> && (remaining.Count > 0 || failures.Count > 0))
            {
                break;
            }
        }

        return new NamespaceContent { Remaining = remaining, Finalizers = finalizers, Failures = failures };
    }

    private async Task EmptyAsync(
        KindAccess kind, string ns, Dictionary<string, int> remaining, Dictionary<string, int> finalizers, CancellationToken cancellationToken)
    {
        if ((await kind.ListAsync(Client, ns, cancellationToken)).Count == 0)
        {
            return;
        }

        await kind.DeleteAllAsync(Client, ns, cancellationToken);
        var left = await kind.ListAsync(Client, ns, cancellationToken);
        if (left.Count == 0)
        {
            return;
        }

        remaining[$"{kind.Resource.Plural}.{kind.Kind.Group}"] = left.Count;
        foreach (var finalizer in left.SelectMany(value => value.Metadata.Finalizers))
        {
            finalizers[finalizer] = finalizers.GetValueOrDefault(finalizer) + 1;
        }
    }

    private async Task<Namespace> WriteStatusAsync(Namespace ns, NamespaceContent content, CancellationToken cancellationToken)
    {
        var status = NamespaceCore.Status(ns, content, Time.Now(Clock));

        // A namespace that is empty at the first look is gone in a moment: nobody would read its conditions.
        return status == ns.Status || (content.IsEmpty && ns.Status.Conditions.IsEmpty)
            ? ns
            : await Client.UpdateAsync(ns with { Status = status }, "status", cancellationToken);
    }

    private Task FinalizeAsync(Namespace ns, CancellationToken cancellationToken)
    {
        var spec = ns.Spec with { Finalizers = ns.Spec.Finalizers.Filter(finalizer => finalizer != Finalizer) };
        return Client.UpdateAsync(ns with { Spec = spec }, "finalize", cancellationToken);
    }

    private void Changed(Namespace? before, Namespace? after)
    {
        if (after is not null && IsToBeEmptied(after))
        {
            Queue.Add(after.Metadata.Name);
        }
        else if (after is null)
        {
            _looks.TryRemove(before!.Metadata.Name, out _);
        }
    }
}
