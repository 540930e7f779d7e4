namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Refers to additional documentation that lives elsewhere.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ExternalDocumentation")]
public sealed partial record ExternalDocumentation
{
    /// <summary>Text explaining what the linked documentation covers.</summary>
    [ApiField("description", 1, OmitEmpty = true)]
    public partial string Description { get; init; }

    /// <summary>Web address of the documentation.</summary>
    [ApiField("url", 2, OmitEmpty = true)]
    public partial string URL { get; init; }
}
