namespace Tiphys.Api.Certificates.V1;

/// <summary>One decision or problem recorded about a signing request.</summary>
[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequestCondition")]
public sealed partial record CertificateSigningRequestCondition
{
    /// <summary>Decision being recorded, one of Approved, Denied, Failed or a custom type of a signer.</summary>
    [ApiField("type", 1, TypeName = "v1.RequestConditionType")]
    public partial string Type { get; init; }

    /// <summary>Whether the condition holds; Approved, Denied and Failed can only be True.</summary>
    [ApiField("status", 6, TypeName = "v1.ConditionStatus")]
    public partial string Status { get; init; }

    /// <summary>Short word giving the cause of the decision.</summary>
    [ApiField("reason", 2, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Text for people with more detail about the decision.</summary>
    [ApiField("message", 3, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }

    /// <summary>Moment when any part of this condition was last changed.</summary>
    [ApiField("lastUpdateTime", 4, OmitEmpty = true, Optional = true)]
    public partial Time LastUpdateTime { get; init; }

    /// <summary>Moment when the status value last flipped, filled in by the server if left unset.</summary>
    [ApiField("lastTransitionTime", 5, OmitEmpty = true, Optional = true)]
    public partial Time LastTransitionTime { get; init; }
}
