namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>One version of a custom resource, with its schema and serving options.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionVersion")]
public sealed partial record CustomResourceDefinitionVersion
{
    /// <summary>Name of the version, such as v1 or v1beta1, as it appears in URLs.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Whether clients can use this version through the API.</summary>
    [ApiField("served", 2)]
    public partial bool Served { get; init; }

    /// <summary>Whether objects are persisted in this version; true for exactly one version.</summary>
    [ApiField("storage", 3)]
    public partial bool Storage { get; init; }

    /// <summary>Whether requests to this version return a deprecation warning; defaults to false.</summary>
    [ApiField("deprecated", 7, OmitEmpty = true, Optional = true)]
    public partial bool Deprecated { get; init; }

    /// <summary>Text that replaces the standard deprecation warning; allowed only on deprecated versions.</summary>
    [ApiField("deprecationWarning", 8, OmitEmpty = true, Optional = true)]
    public partial string? DeprecationWarning { get; init; }

    /// <summary>Schema used to validate, prune and default objects of this version.</summary>
    [ApiField("schema", 4, OmitEmpty = true, Optional = true)]
    public partial CustomResourceValidation? Schema { get; init; }

    /// <summary>Subresources that are enabled for this version.</summary>
    [ApiField("subresources", 5, OmitEmpty = true, Optional = true)]
    public partial CustomResourceSubresources? Subresources { get; init; }

    /// <summary>Extra columns for tabular output; by default only the age is shown.</summary>
    [ApiField("additionalPrinterColumns", 6, OmitEmpty = true, Optional = true)]
    public partial ApiList<CustomResourceColumnDefinition> AdditionalPrinterColumns { get; init; }

    /// <summary>Fields that clients may use in field selectors; at most eight.</summary>
    [ApiField("selectableFields", 9, OmitEmpty = true, Optional = true)]
    public partial ApiList<SelectableField> SelectableFields { get; init; }
}
