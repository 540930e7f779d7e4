namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>A CEL check on a value in a custom resource.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ValidationRule")]
public sealed partial record ValidationRule
{
    /// <summary>CEL expression that must be true, with self as the value and oldSelf as its previous state.</summary>
    [ApiField("rule", 1)]
    public partial string Rule { get; init; }

    /// <summary>Text returned when the rule fails; required if the rule spans several lines.</summary>
    [ApiField("message", 2, OmitEmpty = true)]
    public partial string Message { get; init; }

    /// <summary>CEL expression producing the failure text; used in preference to the fixed message.</summary>
    [ApiField("messageExpression", 3, OmitEmpty = true, Optional = true)]
    public partial string MessageExpression { get; init; }

    /// <summary>
    /// Machine-readable failure reason: FieldValueInvalid, the default, FieldValueForbidden, FieldValueRequired or
    /// FieldValueDuplicate.
    /// </summary>
    [ApiField("reason", 4, OmitEmpty = true, Optional = true, Enum = typeof(FieldValueErrorReason), TypeName = "v1.FieldValueErrorReason")]
    public partial string? Reason { get; init; }

    /// <summary>Path, relative to the value, of the field that a failure is attributed to.</summary>
    [ApiField("fieldPath", 5, OmitEmpty = true, Optional = true)]
    public partial string FieldPath { get; init; }

    /// <summary>When true, the rule also runs without an old value and oldSelf becomes optional.</summary>
    [ApiField("optionalOldSelf", 6, OmitEmpty = true, Optional = true)]
    public partial bool? OptionalOldSelf { get; init; }
}
