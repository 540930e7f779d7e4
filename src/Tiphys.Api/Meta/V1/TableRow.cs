namespace Tiphys.Api.Meta.V1;

/// <summary>One row of a table.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.TableRow")]
public sealed partial record TableRow
{
    /// <summary>Cell values in column order, made of plain JSON values, maps or lists.</summary>
    [ApiField("cells", TypeName = "[]interface {}")]
    public partial ApiList<RawJson> Cells { get; init; }

    /// <summary>Remarks on the row, for instance that its object has completed.</summary>
    [ApiField("conditions", OmitEmpty = true, Optional = true)]
    public partial ApiList<TableRowCondition> Conditions { get; init; }

    /// <summary>The object behind the row, in full, as metadata only, or absent as requested.</summary>
    [ApiField("object", OmitEmpty = true, Optional = true, TypeName = "runtime.RawExtension")]
    public partial RawJson Object { get; init; }
}
