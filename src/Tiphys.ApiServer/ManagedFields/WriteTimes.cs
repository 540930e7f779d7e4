using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>A write that changes nothing but the time at which its manager wrote is no write: the object and its version stay.</summary>
internal static class WriteTimes
{
    /// <summary>The object with the old entries, when all else is as it was.</summary>
    public static IKubernetesObject KeepIfUnchanged(IKubernetesObject value, IKubernetesObject old)
    {
        var (now, before) = (value.Metadata.ManagedFields, old.Metadata.ManagedFields);
        if (now == before || now.Count != before.Count || !Timeless(now).SetEquals(Timeless(before)))
        {
            return value;
        }

        var kept = value.WithMetadata(value.Metadata with { ManagedFields = before });
        return kept.WithMetadata(kept.Metadata with { ResourceVersion = old.Metadata.ResourceVersion }).Equals(old) ? kept : value;
    }

    private static HashSet<ManagedFieldsEntry> Timeless(ApiList<ManagedFieldsEntry> entries) => entries.Select(entry => entry with { Time = null }).ToHashSet();
}
