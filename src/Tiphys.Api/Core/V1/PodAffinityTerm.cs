using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>Selects a set of pods and the topology within which to be near or far from them.</summary>
[ApiType("io.k8s.api.core.v1.PodAffinityTerm")]
public sealed partial record PodAffinityTerm
{
    /// <summary>Label query for the pods concerned; when unset the term matches no pods.</summary>
    [ApiField("labelSelector", 1, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? LabelSelector { get; init; }

    /// <summary>Namespaces in which to look for pods; the pod's own if no namespaces are selected.</summary>
    [ApiField("namespaces", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Namespaces { get; init; }

    /// <summary>Node label whose equal values mark one domain, such as kubernetes.io/hostname; may not be empty.</summary>
    [ApiField("topologyKey", 3)]
    public partial string TopologyKey { get; init; }

    /// <summary>Label query for further namespaces to look in; an empty selector means all.</summary>
    [ApiField("namespaceSelector", 4, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? NamespaceSelector { get; init; }

    /// <summary>Label keys whose values are taken from the incoming pod and required on the others.</summary>
    [ApiField("matchLabelKeys", 5, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> MatchLabelKeys { get; init; }

    /// <summary>Label keys whose values are taken from the incoming pod and excluded on the others.</summary>
    [ApiField("mismatchLabelKeys", 6, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> MismatchLabelKeys { get; init; }
}
