using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Client;
using Tiphys.Client.Informers;
using Tiphys.Client.Reconciling;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.ServiceAccounts;

/// <summary>Sees to it that each namespace has the ServiceAccount <c>default</c> (<c>pkg/controller/serviceaccount</c>).</summary>
internal sealed class ServiceAccountController : QueueController<string>
{
    private const string Default = "default";
    private readonly IInformer<Namespace> _namespaces;
    private readonly IInformer<ServiceAccount> _accounts;

    public ServiceAccountController(ControllerContext context)
        : base(context, "serviceaccount", workers: 1)
    {
        _namespaces = Informer<Namespace>((_, after) => Add(after?.Metadata.Name));
        _accounts = Informer<ServiceAccount>((before, after) => Add(after is null && before!.Metadata.Name == Default ? before.Metadata.Namespace : null));
    }

    public override async Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_namespaces.Get(null, key) is { Status.Phase: not NamespacePhase.Terminating, Metadata.DeletionTimestamp: null }
            && _accounts.Get(key, Default) is null)
        {
            await Creation.EnsureAsync(
                Client, ServiceAccount.Empty with { Metadata = ObjectMeta.Empty with { Namespace = key, Name = Default } }, cancellationToken);
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

internal static class Creation
{
    /// <summary>Creates an object, unless it is there already or its namespace goes away.</summary>
    public static async Task EnsureAsync<T>(IKubernetesClient client, T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        try
        {
            await client.CreateAsync(value, cancellationToken);
        }
        catch (ApiException error) when (error.IsAlreadyExists || error.IsNamespaceTerminating() || error.IsNotFound)
        {
            // The copy is behind: it is there, or its namespace is not there any more.
        }
    }
}
