using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Networking.V1;

/// <summary>A collection of Ingress objects returned by list requests.</summary>
[ApiType("io.k8s.api.networking.v1.IngressList", Group = "networking.k8s.io", Version = "v1", Kind = "IngressList")]
public sealed partial record IngressList
{
    /// <summary>Standard list metadata, such as the resource version and continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The Ingress objects in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<Ingress> Items { get; init; }
}
