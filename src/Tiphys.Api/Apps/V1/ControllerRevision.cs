using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Apps.V1;

/// <summary>An immutable snapshot of controller state that StatefulSets and DaemonSets use for updates and rollback.</summary>
[ApiType("io.k8s.api.apps.v1.ControllerRevision", Group = "apps", Version = "v1", Kind = "ControllerRevision")]
[ApiResource(
    "controllerrevisions",
    Singular = "controllerrevision",
    Namespaced = true,
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "85nkx63pcBU=")]
public sealed partial record ControllerRevision
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The serialized state being preserved, which cannot be modified after creation.</summary>
    [ApiField("data", 2, OmitEmpty = true, TypeName = "runtime.RawExtension")]
    public partial RawJson Data { get; init; }

    /// <summary>Sequence number of the snapshot, with larger values being more recent.</summary>
    [ApiField("revision", 3)]
    public partial long Revision { get; init; }
}
