namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Holds the schema against which custom objects are checked.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceValidation")]
public sealed partial record CustomResourceValidation
{
    /// <summary>Structural OpenAPI v3 schema for validation, pruning and defaulting.</summary>
    [ApiField("openAPIV3Schema", 1, OmitEmpty = true, Optional = true)]
    public partial JSONSchemaProps? OpenAPIV3Schema { get; init; }
}
