namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>A column shown for a custom resource in tabular output.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceColumnDefinition")]
public sealed partial record CustomResourceColumnDefinition
{
    /// <summary>Heading of the column.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>OpenAPI type of the values, such as string, integer, number, boolean or date.</summary>
    [ApiField("type", 2)]
    public partial string Type { get; init; }

    /// <summary>Optional OpenAPI format hint for displaying the values.</summary>
    [ApiField("format", 3, OmitEmpty = true, Optional = true)]
    public partial string Format { get; init; }

    /// <summary>Text explaining what the column shows.</summary>
    [ApiField("description", 4, OmitEmpty = true, Optional = true)]
    public partial string Description { get; init; }

    /// <summary>Importance of the column; 0 is always shown and higher values only in wide output.</summary>
    [ApiField("priority", 5, OmitEmpty = true, Optional = true)]
    public partial int Priority { get; init; }

    /// <summary>Simple JSON path evaluated on each object to obtain the cell value.</summary>
    [ApiField("jsonPath", 6)]
    public partial string JSONPath { get; init; }
}
