namespace Tiphys.Api.Meta.V1;

/// <summary>Describes one column of a table.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.TableColumnDefinition")]
public sealed partial record TableColumnDefinition
{
    /// <summary>Heading of the column for display.</summary>
    [ApiField("name")]
    public partial string Name { get; init; }

    /// <summary>OpenAPI type of the cells, such as string, integer or date.</summary>
    [ApiField("type")]
    public partial string Type { get; init; }

    /// <summary>OpenAPI format that refines the type, where name marks the identifying column.</summary>
    [ApiField("format")]
    public partial string Format { get; init; }

    /// <summary>Text for people that explains what the column shows.</summary>
    [ApiField("description")]
    public partial string Description { get; init; }

    /// <summary>Importance of the column, where 0 is always shown and greater numbers only in wide output.</summary>
    [ApiField("priority")]
    public partial int Priority { get; init; }
}
