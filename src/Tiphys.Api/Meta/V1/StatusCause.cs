namespace Tiphys.Api.Meta.V1;

/// <summary>One cause of a failed request.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.StatusCause")]
public sealed partial record StatusCause
{
    /// <summary>Machine-readable code of the cause, such as FieldValueRequired.</summary>
    [ApiField("reason", 1, OmitEmpty = true, Optional = true, TypeName = "v1.CauseType")]
    public partial string Type { get; init; }

    /// <summary>Text for people that describes the cause.</summary>
    [ApiField("message", 2, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }

    /// <summary>Path of the field at fault, with dots for members and brackets for indexes.</summary>
    [ApiField("field", 3, OmitEmpty = true, Optional = true)]
    public partial string Field { get; init; }
}
