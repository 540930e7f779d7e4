namespace Tiphys.Api.Meta.V1;

/// <summary>A remark that lets clients show a row in a special way.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.TableRowCondition")]
public sealed partial record TableRowCondition
{
    /// <summary>Name of the remark, of which Completed is the known one.</summary>
    [ApiField("type", TypeName = "v1.RowConditionType")]
    public partial string Type { get; init; }

    /// <summary>Whether the remark holds: True, False or Unknown.</summary>
    [ApiField("status", TypeName = "v1.ConditionStatus")]
    public partial string Status { get; init; }

    /// <summary>Short machine-readable code for the remark.</summary>
    [ApiField("reason", OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Text for people that explains the remark.</summary>
    [ApiField("message", OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }
}
