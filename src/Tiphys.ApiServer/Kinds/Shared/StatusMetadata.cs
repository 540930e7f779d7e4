using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Kinds.Shared;

/// <summary>Metadata of objects whose status path may change nothing of it but managed fields (apimachinery, ResetObjectMetaForStatus).</summary>
internal static class StatusMetadata
{
    public static ObjectMeta Keep(ObjectMeta metadata, ObjectMeta old) => metadata with
    {
        DeletionTimestamp = old.DeletionTimestamp,
        Generation = old.Generation,
        SelfLink = old.SelfLink,
        Labels = old.Labels,
        Annotations = old.Annotations,
        Finalizers = old.Finalizers,
        OwnerReferences = old.OwnerReferences,
    };
}
