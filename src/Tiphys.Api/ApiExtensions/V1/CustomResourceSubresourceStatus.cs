namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Enables the status subresource by its presence; it has no settings.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceStatus")]
public sealed partial record CustomResourceSubresourceStatus
{
}
