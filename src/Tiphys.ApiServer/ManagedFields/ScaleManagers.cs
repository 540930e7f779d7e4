using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>
/// Takes managers from a workload to its scale and back: who owns the number of replicas in one owns it in the other
/// (k8s.io/apimachinery, <c>managedfields.ScaleHandler</c>).
/// </summary>
internal static class ScaleManagers
{
    private const string ScaleVersion = "autoscaling/v1";

    // The same path in a workload and in a scale.
    private static readonly string[] Path = [PathElement.Field("spec"), PathElement.Field("replicas")];
    private static readonly FieldSet Replicas = FieldSet.OfFields(["spec", "replicas"]);

    /// <summary>The managers of the scale of a workload.</summary>
    public static ApiList<ManagedFieldsEntry> OfScale(ApiList<ManagedFieldsEntry> parent)
    {
        var owners = Managers.DecodeOrNone(parent).Where(each => HasReplicas(each.Value));
        return Managers.Encode(owners.ToDictionary(each => each.Key, each => each.Value with { Fields = Replicas, ApiVersion = ScaleVersion }));
    }

    /// <summary>The managers of a workload after its scale was written.</summary>
    /// <param name="parent">Its managers before.</param>
    /// <param name="scale">Managers of the scale now.</param>
    /// <param name="apiVersion">Group and version of the workload.</param>
    public static ApiList<ManagedFieldsEntry> OfParent(ApiList<ManagedFieldsEntry> parent, ApiList<ManagedFieldsEntry> scale, string apiVersion)
    {
        var before = Managers.DecodeOrNone(parent);
        var owners = Managers.DecodeOrNone(scale);
        var after = new Dictionary<ManagerId, ManagedSet>();
        foreach (var (id, set) in before)
        {
            if (!HasReplicas(set) || owners.Remove(id))
            {
                after[id] = set;
            }
            else if (set.Fields.Difference(Replicas) is { IsEmpty: false } left)
            {
                after[id] = set with { Fields = left };
            }
        }

        foreach (var (id, _) in owners.Where(each => HasReplicas(each.Value)))
        {
            // When the field was written is not kept for those who wrote the scale alone.
            after[id] = new ManagedSet(Replicas, apiVersion, before.GetValueOrDefault(id)?.Time);
        }

        return Managers.Encode(after);
    }

    private static bool HasReplicas(ManagedSet set) => set.Fields.Has(Path);
}
