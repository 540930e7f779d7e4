using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.FlowControl.V1;

/// <summary>Classifies incoming API requests into flows and assigns each of them to a priority level.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.FlowSchema", Group = "flowcontrol.apiserver.k8s.io", Version = "v1", Kind = "FlowSchema")]
[ApiResource(
    "flowschemas",
    Singular = "flowschema",
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "GJVAJZSZBIw=")]
[ApiSubresource("status", "flowcontrol.apiserver.k8s.io/v1", "FlowSchema", Verbs = ["get", "patch", "update"])]
public sealed partial record FlowSchema
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired state of the FlowSchema, set by its author.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial FlowSchemaSpec Spec { get; init; }

    /// <summary>Most recently observed state of the FlowSchema, filled in by the system.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial FlowSchemaStatus Status { get; init; }
}
