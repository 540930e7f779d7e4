namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>A named CEL filter that a request must satisfy.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.MatchCondition")]
public sealed partial record MatchCondition
{
    /// <summary>Qualified name identifying the condition, used in logs and unique in its list.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>CEL expression yielding true for requests to be processed, with access to object and request.</summary>
    [ApiField("expression", 2)]
    public partial string Expression { get; init; }
}
