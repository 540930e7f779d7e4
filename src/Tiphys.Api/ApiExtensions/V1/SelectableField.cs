namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>A field of a custom resource that field selectors can refer to.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.SelectableField")]
public sealed partial record SelectableField
{
    /// <summary>Simple path without array notation to a string, integer or boolean field; required.</summary>
    [ApiField("jsonPath", 1)]
    public partial string JSONPath { get; init; }
}
