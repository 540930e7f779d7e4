using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Storage;
using Tiphys.Storage;

namespace Tiphys.ApiServer.ServiceAccounts;

/// <summary>Finds in the store the objects that tokens hang on.</summary>
internal sealed class StoreTokenObjects(IStore store, ResourceRegistry registry, TimeProvider clock) : ITokenObjects
{
    // So long a token outlives the deletion of what it hangs on, as upstream allows for clocks that differ.
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(60);

    public ValueTask<TokenObject?> FindAsync(string kind, string @namespace, string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Find(kind, @namespace, name));

    private TokenObject? Find(string kind, string ns, string name)
    {
        if (!registry.TryGet(new GroupVersionKind("", "v1", kind), out var resource) || store.Get(resource.Key(ns, name)) is not { } entry)
        {
            return null;
        }

        var value = ObjectJson.Decode(resource, entry);
        if (value.Metadata.DeletionTimestamp is { } deletion && deletion.Moment + Leeway < clock.GetUtcNow())
        {
            return null;
        }

        return new TokenObject(value.Metadata.UID, (value as Pod)?.Spec.NodeName ?? "", (value as Pod)?.Spec.ServiceAccountName ?? "");
    }
}
