using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Kinds.Networking;

/// <summary>Metadata in a write of the status, for kinds whose status is all that it may change.</summary>
internal static class StatusMetadata
{
    /// <summary>The old metadata, but for the managed fields and what tells the version apart.</summary>
    public static ObjectMeta Keep(ObjectMeta value, ObjectMeta old) => value with
    {
        DeletionTimestamp = old.DeletionTimestamp,
        Generation = old.Generation,
        SelfLink = old.SelfLink,
        Labels = old.Labels,
        Annotations = old.Annotations,
        OwnerReferences = old.OwnerReferences,
        Finalizers = old.Finalizers,
    };
}
