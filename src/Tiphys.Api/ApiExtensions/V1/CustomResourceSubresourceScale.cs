namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Maps fields of a custom resource to the scale subresource.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceScale")]
public sealed partial record CustomResourceSubresourceScale
{
    /// <summary>Path below .spec of the integer holding the desired replica count; required.</summary>
    [ApiField("specReplicasPath", 1)]
    public partial string SpecReplicasPath { get; init; }

    /// <summary>Path below .status of the integer holding the observed replica count; required.</summary>
    [ApiField("statusReplicasPath", 2)]
    public partial string StatusReplicasPath { get; init; }

    /// <summary>Path below .spec or .status of a serialized label selector, needed for autoscaling.</summary>
    [ApiField("labelSelectorPath", 3, OmitEmpty = true, Optional = true)]
    public partial string? LabelSelectorPath { get; init; }
}
