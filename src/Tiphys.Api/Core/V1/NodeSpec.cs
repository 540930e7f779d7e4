using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>Desired attributes of a node.</summary>
[ApiType("io.k8s.api.core.v1.NodeSpec")]
public sealed partial record NodeSpec
{
    /// <summary>Primary address range from which pods on the node get their addresses.</summary>
    [ApiField("podCIDR", 1, OmitEmpty = true, Optional = true)]
    public partial string PodCIDR { get; init; }

    /// <summary>All pod address ranges of the node, at most one per IP family, starting with podCIDR.</summary>
    [ApiField("podCIDRs", 7, OmitEmpty = true, Optional = true, ListType = ListType.Set, PatchStrategy = "merge")]
    public partial ApiList<string> PodCIDRs { get; init; }

    /// <summary>Identifier of the machine at its cloud provider, in the form provider://id.</summary>
    [ApiField("providerID", 3, OmitEmpty = true, Optional = true)]
    public partial string ProviderID { get; init; }

    /// <summary>Whether the scheduler keeps new pods off the node; false by default.</summary>
    [ApiField("unschedulable", 4, OmitEmpty = true, Optional = true)]
    public partial bool Unschedulable { get; init; }

    /// <summary>Marks that repel pods which do not tolerate them.</summary>
    [ApiField("taints", 5, OmitEmpty = true, Optional = true)]
    public partial ApiList<Taint> Taints { get; init; }

    /// <summary>Obsolete source of dynamic kubelet configuration, which is no longer honoured.</summary>
    [ApiField("configSource", 6, OmitEmpty = true, Optional = true)]
    public partial NodeConfigSource? ConfigSource { get; init; }

    /// <summary>Obsolete external identifier, kept only so that old objects can be read.</summary>
    [ApiField("externalID", 2, OmitEmpty = true, Optional = true)]
    public partial string DoNotUseExternalID { get; init; }
}
