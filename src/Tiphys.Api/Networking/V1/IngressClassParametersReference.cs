namespace Tiphys.Api.Networking.V1;

/// <summary>Refers to a namespaced or cluster-wide object holding ingress controller settings.</summary>
[ApiType("io.k8s.api.networking.v1.IngressClassParametersReference")]
public sealed partial record IngressClassParametersReference
{
    /// <summary>API group of the referenced object; empty means the core group.</summary>
    [ApiField("apiGroup", 1, OmitEmpty = true, Optional = true)]
    public partial string? APIGroup { get; init; }

    /// <summary>Kind of the referenced parameters object.</summary>
    [ApiField("kind", 2)]
    public partial string Kind { get; init; }

    /// <summary>Name of the referenced parameters object.</summary>
    [ApiField("name", 3)]
    public partial string Name { get; init; }

    /// <summary>Whether the reference is to a Cluster or a Namespace object; defaults to Cluster.</summary>
    [ApiField("scope", 4, Optional = true)]
    public partial string? Scope { get; init; }

    /// <summary>Namespace of the object; required for Namespace scope and forbidden for Cluster scope.</summary>
    [ApiField("namespace", 5, OmitEmpty = true, Optional = true)]
    public partial string? Namespace { get; init; }
}
