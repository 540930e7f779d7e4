namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Selects the subresources offered for a custom resource version.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresources")]
public sealed partial record CustomResourceSubresources
{
    /// <summary>Enables the status subresource, so that status is updated separately from the rest.</summary>
    [ApiField("status", 1, OmitEmpty = true, Optional = true)]
    public partial CustomResourceSubresourceStatus? Status { get; init; }

    /// <summary>Enables the scale subresource and says where replica counts are found.</summary>
    [ApiField("scale", 2, OmitEmpty = true, Optional = true)]
    public partial CustomResourceSubresourceScale? Scale { get; init; }
}
