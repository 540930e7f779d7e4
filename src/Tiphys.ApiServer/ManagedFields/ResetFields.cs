using System.Collections.Frozen;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>
/// What a write cannot change, whatever it holds, and what its manager therefore never owns: a write of an object its status, a write of
/// the status all the rest (upstream's GetResetFields).
/// </summary>
internal static class ResetFields
{
    private static readonly FieldSet None = new();
    private static readonly FieldSet Spec = FieldSet.OfFields(["spec"]);
    private static readonly FieldSet Status = FieldSet.OfFields(["status"]);
    private static readonly FieldSet SpecAndMetadata = FieldSet.OfFields(["spec"], ["metadata"]);
    private static readonly FieldSet SpecAndStatus = FieldSet.OfFields(["spec"], ["status"]);

    // Writes of the status that are not like all others.
    private static readonly FrozenDictionary<string, FieldSet> OfStatus = new Dictionary<string, FieldSet>
    {
        ["APIService"] = SpecAndMetadata,
        ["CertificateSigningRequest"] = FieldSet.OfFields(["spec"], ["status", "conditions"]),
        ["Deployment"] = FieldSet.OfFields(["spec"], ["metadata", "labels"]),
        ["FlowSchema"] = SpecAndMetadata,
        ["Pod"] = FieldSet.OfFields(["spec"], ["metadata", "deletionTimestamp"], ["metadata", "ownerReferences"]),
        ["PriorityLevelConfiguration"] = SpecAndMetadata,
        ["ResourceClaim"] = SpecAndMetadata,
        ["ServiceCIDR"] = SpecAndMetadata,
        ["ValidatingAdmissionPolicy"] = SpecAndMetadata,
        ["VolumeAttachment"] = SpecAndMetadata,
    }.ToFrozenDictionary();

    public static FieldSet Of(string kind, string subresource) => subresource switch
    {
        "status" => OfStatus.GetValueOrDefault(kind, Spec),
        "approval" => FieldSet.OfFields(["spec"], ["status", "certificate"]),
        _ when kind.EndsWith("Review", StringComparison.Ordinal) || kind == "Scale" => None,
        _ => kind == "CertificateSigningRequest" ? SpecAndStatus : Status,
    };
}
