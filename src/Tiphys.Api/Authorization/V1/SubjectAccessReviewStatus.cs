namespace Tiphys.Api.Authorization.V1;

/// <summary>Verdict of an access check.</summary>
[ApiType("io.k8s.api.authorization.v1.SubjectAccessReviewStatus")]
public sealed partial record SubjectAccessReviewStatus
{
    /// <summary>True when some authorizer grants the action.</summary>
    [ApiField("allowed", 1)]
    public partial bool Allowed { get; init; }

    /// <summary>True when the action is explicitly forbidden; when both flags are false, no authorizer had an opinion.</summary>
    [ApiField("denied", 4, OmitEmpty = true, Optional = true)]
    public partial bool Denied { get; init; }

    /// <summary>Optional explanation of why the action was granted or refused.</summary>
    [ApiField("reason", 2, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Describes trouble met while checking, which does not by itself invalidate the verdict.</summary>
    [ApiField("evaluationError", 3, OmitEmpty = true, Optional = true)]
    public partial string EvaluationError { get; init; }
}
