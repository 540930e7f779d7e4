using Tiphys.Api.Errors;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Meta.V1;
using Tiphys.Client;
using Tiphys.Client.Informers;

namespace Tiphys.Controllers.Kinds;

/// <summary>Works on objects of a kind that is only known at run time.</summary>
internal abstract class KindAccess(ResourceDefinition resource)
{
    public ResourceDefinition Resource => resource;

    public GroupVersionKind Kind => resource.Kind;

    public bool Namespaced => resource.Namespaced;

    /// <summary>Follows all objects; gives the wait for the first complete copy.</summary>
    public abstract Func<CancellationToken, Task> Follow(IInformerFactory informers, Action<KindAccess, IKubernetesObject?, IKubernetesObject?> handler);

    /// <summary>One object; null when there is none.</summary>
    public abstract Task<IKubernetesObject?> FindAsync(IKubernetesClient client, string ns, string name, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<IKubernetesObject>> ListAsync(IKubernetesClient client, string ns, CancellationToken cancellationToken);

    /// <summary>Deletes an object; one that is gone already is fine.</summary>
    public abstract Task DeleteAsync(IKubernetesClient client, string ns, string name, DeleteOptions options, CancellationToken cancellationToken);

    public abstract Task DeleteAllAsync(IKubernetesClient client, string ns, CancellationToken cancellationToken);

    /// <summary>Merges fields into the metadata of the very object and version given; one that is gone already is fine.</summary>
    public abstract Task PatchMetadataAsync(
        IKubernetesClient client, IKubernetesObject value, string field, JsonValue content, CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class KindAccess<T>() : KindAccess(ResourceOf<T>.Definition)
    where T : class, IKubernetesObject<T>
{
    public override Func<CancellationToken, Task> Follow(IInformerFactory informers, Action<KindAccess, IKubernetesObject?, IKubernetesObject?> handler)
    {
        var informer = informers.For<T>();
        informer.AddHandler((before, after) => handler(this, before, after));
        return informer.WaitForSyncAsync;
    }

    public override async Task<IKubernetesObject?> FindAsync(IKubernetesClient client, string ns, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetAsync<T>(Scope(ns), name, cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    public override async Task<IReadOnlyList<IKubernetesObject>> ListAsync(IKubernetesClient client, string ns, CancellationToken cancellationToken)
    {
        var all = await client.ListAsync<T>(Scope(ns), ListRequest.All, cancellationToken);
        return [.. all.Items];
    }

    public override async Task DeleteAsync(IKubernetesClient client, string ns, string name, DeleteOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteAsync<T>(Scope(ns), name, options, cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            // Gone is what was wanted.
        }
    }

    public override Task DeleteAllAsync(IKubernetesClient client, string ns, CancellationToken cancellationToken)
    {
        var background = DeleteOptions.Empty with { PropagationPolicy = DeletionPropagation.Background };
        return client.DeleteCollectionAsync<T>(Scope(ns), ListRequest.All, background, cancellationToken);
    }

    public override async Task PatchMetadataAsync(
        IKubernetesClient client, IKubernetesObject value, string field, JsonValue content, CancellationToken cancellationToken)
    {
        var metadata = value.Metadata;
        var patch = JsonMap.Of(("metadata", JsonMap.Of(("uid", metadata.UID), ("resourceVersion", metadata.ResourceVersion), (field, content))));
        try
        {
            await client.PatchAsync<T>(Scope(metadata.Namespace), metadata.Name, PatchRequest.Merge(patch.ToUtf8()), null, cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            // Gone needs no change.
        }
    }

    private string? Scope(string ns) => Namespaced ? ns : null;
}
