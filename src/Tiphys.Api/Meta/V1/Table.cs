namespace Tiphys.Api.Meta.V1;

/// <summary>Objects laid out as rows and columns for display by clients.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.Table", Group = "meta.k8s.io", Version = "v1", Kind = "Table")]
public sealed partial record Table
{
    /// <summary>Standard list metadata, such as the resource version of the collection.</summary>
    [ApiField("metadata", OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>Describes the columns, in the order of the cells of each row.</summary>
    [ApiField("columnDefinitions")]
    public partial ApiList<TableColumnDefinition> ColumnDefinitions { get; init; }

    /// <summary>The rows of the table, usually one for each object.</summary>
    [ApiField("rows")]
    public partial ApiList<TableRow> Rows { get; init; }
}
