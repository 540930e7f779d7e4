namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>An admission rule that can be further restricted to objects of certain names.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.NamedRuleWithOperations", Atomic = true)]
public sealed partial record NamedRuleWithOperations
{
    /// <summary>Object names to match; an empty list matches every name.</summary>
    [ApiField("resourceNames", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> ResourceNames { get; init; }

    /// <summary>The fields of RuleWithOperations, which sit beside the others in JSON.</summary>
    [ApiField("", 2)]
    public partial RuleWithOperations RuleWithOperations { get; init; }
}
