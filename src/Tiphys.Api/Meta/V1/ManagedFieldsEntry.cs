namespace Tiphys.Api.Meta.V1;

/// <summary>Records the fields that one manager set through one kind of operation.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry")]
public sealed partial record ManagedFieldsEntry
{
    /// <summary>Name of the field manager, for example kubectl.</summary>
    [ApiField("manager", 1, OmitEmpty = true)]
    public partial string Manager { get; init; }

    /// <summary>Kind of operation that set the fields, either Apply or Update.</summary>
    [ApiField("operation", 2, OmitEmpty = true, TypeName = "v1.ManagedFieldsOperationType")]
    public partial string Operation { get; init; }

    /// <summary>Group and version of the schema in which the field set is expressed.</summary>
    [ApiField("apiVersion", 3, OmitEmpty = true)]
    public partial string APIVersion { get; init; }

    /// <summary>Moment at which the entry was added or its field set last changed.</summary>
    [ApiField("time", 4, OmitEmpty = true, Optional = true)]
    public partial Time? Time { get; init; }

    /// <summary>Format of the field set, which is always FieldsV1.</summary>
    [ApiField("fieldsType", 6, OmitEmpty = true)]
    public partial string FieldsType { get; init; }

    /// <summary>The field set itself in the FieldsV1 format.</summary>
    [ApiField("fieldsV1", 7, OmitEmpty = true, Optional = true, TypeName = "v1.FieldsV1")]
    public partial RawJson? FieldsV1 { get; init; }

    /// <summary>Subresource through which the fields were set, empty for the main resource.</summary>
    [ApiField("subresource", 8, OmitEmpty = true)]
    public partial string Subresource { get; init; }
}
