using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Meta.V1;
using Tiphys.Client;

namespace Tiphys.Controllers.Shared;

/// <summary>What becomes of an object that a controller may own.</summary>
internal enum Claim
{
    /// <summary>It is another's business.</summary>
    Ignore,

    /// <summary>It is owned already and selected.</summary>
    Keep,

    /// <summary>It is selected and has no controller.</summary>
    Adopt,

    /// <summary>It is owned but selected no more.</summary>
    Release,
}

/// <summary>
/// Takes selected objects without a controller under control, and lets go of those that are selected no more
/// (<c>pkg/controller/controller_ref_manager.go</c>).
/// </summary>
internal static class ControllerRefManager
{
    public static Claim Decide(IKubernetesObject owner, IKubernetesObject value, bool selected)
    {
        var deleted = owner.Metadata.DeletionTimestamp is not null;
        if (value.Metadata.ControllerUid() is { } uid)
        {
            var mine = uid == owner.Metadata.UID;
            return mine && selected ? Claim.Keep : mine && !deleted ? Claim.Release : Claim.Ignore;
        }

        return selected && !deleted && value.Metadata.DeletionTimestamp is null ? Claim.Adopt : Claim.Ignore;
    }

    /// <summary>Claims objects and gives back those that are owned now.</summary>
    public static async Task<List<T>> ClaimAsync<TOwner, T>(
        IKubernetesClient client, TOwner owner, IEnumerable<T> values, Func<T, bool> selected, CancellationToken cancellationToken)
        where TOwner : class, IKubernetesObject<TOwner>
        where T : class, IKubernetesObject<T>
    {
        var claimed = new List<T>();
        var checkedOwner = false;
        foreach (var value in values)
        {
            switch (Decide(owner, value, selected(value)))
            {
                case Claim.Keep:
                    claimed.Add(value);
                    break;
                case Claim.Adopt:
                    // The copy may be behind: an owner that is going away must not take anything.
                    if (!checkedOwner)
                    {
                        await CheckOwnerAsync(client, owner, cancellationToken);
                        checkedOwner = true;
                    }

                    if (await SetOwnersAsync(client, value, value.Metadata.OwnerReferences.Add(Owners.ControllerReference(owner)), cancellationToken) is { } adopted)
                    {
                        claimed.Add(adopted);
                    }

                    break;
                case Claim.Release:
                    var others = value.Metadata.OwnerReferences.Filter(reference => reference.UID != owner.Metadata.UID);
                    await SetOwnersAsync(client, value, others, cancellationToken);
                    break;
            }
        }

        return claimed;
    }

    /// <summary>Replaces the owners of an object, if it is still the same object in the same version; null when it is gone.</summary>
    public static async Task<T?> SetOwnersAsync<T>(IKubernetesClient client, T value, ApiList<OwnerReference> owners, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        var metadata = value.Metadata;
        var references = owners.Select(owner => JsonValue.Parse(ApiJson.Write(owner))).ToArray();
        var patch = JsonMap.Of(("metadata", JsonMap.Of(
            ("uid", metadata.UID), ("resourceVersion", metadata.ResourceVersion), ("ownerReferences", JsonList.Create(references)))));
        try
        {
            return await client.PatchAsync<T>(metadata.Namespace, metadata.Name, PatchRequest.Merge(patch.ToUtf8()), null, cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    private static async Task CheckOwnerAsync<TOwner>(IKubernetesClient client, TOwner owner, CancellationToken cancellationToken)
        where TOwner : class, IKubernetesObject<TOwner>
    {
        var metadata = owner.Metadata;
        var fresh = await client.GetAsync<TOwner>(metadata.Namespace, metadata.Name, cancellationToken);
        if (fresh.Metadata.UID != metadata.UID || fresh.Metadata.DeletionTimestamp is not null)
        {
            throw new InvalidOperationException($"{owner.Kind} {metadata.Namespace}/{metadata.Name} is gone or going: it adopts nothing");
        }
    }
}
