namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>A single check on a request, with the response given when it does not pass.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.Validation")]
public sealed partial record Validation
{
    /// <summary>CEL expression that must yield true for the request to be accepted; required.</summary>
    [ApiField("expression", 1)]
    public partial string Expression { get; init; }

    /// <summary>Text returned when the check fails; required if the expression spans several lines.</summary>
    [ApiField("message", 2, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }

    /// <summary>
    /// Status reason returned on failure, such as Unauthorized, Forbidden, Invalid or RequestEntityTooLarge; defaults to Invalid.
    /// </summary>
    [ApiField("reason", 3, OmitEmpty = true, Optional = true, TypeName = "v1.StatusReason")]
    public partial string? Reason { get; init; }

    /// <summary>CEL expression producing the failure text; used in preference to the fixed message.</summary>
    [ApiField("messageExpression", 4, OmitEmpty = true, Optional = true)]
    public partial string MessageExpression { get; init; }
}
