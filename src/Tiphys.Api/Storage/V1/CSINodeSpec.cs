using Tiphys.Api.Schemas;

namespace Tiphys.Api.Storage.V1;

/// <summary>Information about the CSI drivers that run on a node.</summary>
[ApiType("io.k8s.api.storage.v1.CSINodeSpec")]
public sealed partial record CSINodeSpec
{
    /// <summary>Drivers registered on the node, each with a unique name.</summary>
    [ApiField("drivers", 1, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge", PatchMergeKey = "name")]
    public partial ApiList<CSINodeDriver> Drivers { get; init; }
}
