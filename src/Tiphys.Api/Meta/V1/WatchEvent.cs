namespace Tiphys.Api.Meta.V1;

/// <summary>One change reported on a watch stream.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.WatchEvent")]
public sealed partial record WatchEvent
{
    /// <summary>Kind of change: ADDED, MODIFIED, DELETED, BOOKMARK or ERROR.</summary>
    [ApiField("type", 1)]
    public partial string Type { get; init; }

    /// <summary>The object after the change, its last state when deleted, or a Status upon an error.</summary>
    [ApiField("object", 2, TypeName = "runtime.RawExtension")]
    public partial RawJson Object { get; init; }
}
