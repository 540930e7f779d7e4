using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.FlowControl.V1;

/// <summary>Defines one priority level, which bounds how many API requests of its class run at once.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.PriorityLevelConfiguration", Group = "flowcontrol.apiserver.k8s.io", Version = "v1", Kind = "PriorityLevelConfiguration")]
[ApiResource(
    "prioritylevelconfigurations",
    Singular = "prioritylevelconfiguration",
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "Kir5PVfvNeI=")]
[ApiSubresource("status", "flowcontrol.apiserver.k8s.io/v1", "PriorityLevelConfiguration", Verbs = ["get", "patch", "update"])]
public sealed partial record PriorityLevelConfiguration
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired state of the PriorityLevelConfiguration, set by its author.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial PriorityLevelConfigurationSpec Spec { get; init; }

    /// <summary>Most recently observed state of the PriorityLevelConfiguration, filled in by the system.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial PriorityLevelConfigurationStatus Status { get; init; }
}
