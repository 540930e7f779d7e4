namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>An admission rule limited to certain operations on the resources it covers.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.RuleWithOperations")]
public sealed partial record RuleWithOperations
{
    /// <summary>Operations to match: CREATE, UPDATE, DELETE, CONNECT, or an asterisk for all of them.</summary>
    [ApiField("operations", 1, OmitEmpty = true, Enum = typeof(OperationType), TypeName = "[]v1.OperationType")]
    public partial ApiList<string> Operations { get; init; }

    /// <summary>The fields of Rule, which sit beside the others in JSON.</summary>
    [ApiField("", 2)]
    public partial Rule Rule { get; init; }
}
