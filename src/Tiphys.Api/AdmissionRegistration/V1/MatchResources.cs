using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Chooses requests by resource rules, exclusions, and labels of namespaces and objects.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.MatchResources", Atomic = true)]
public sealed partial record MatchResources
{
    /// <summary>Label selector applied to the namespace of the object; the empty default matches everything.</summary>
    [ApiField("namespaceSelector", 1, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? NamespaceSelector { get; init; }

    /// <summary>Label selector applied to the old and new object, either of which may match; empty matches everything.</summary>
    [ApiField("objectSelector", 2, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? ObjectSelector { get; init; }

    /// <summary>Operations and resources to include; a request matches when any rule does.</summary>
    [ApiField("resourceRules", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<NamedRuleWithOperations> ResourceRules { get; init; }

    /// <summary>Operations and resources to leave out, taking precedence over the inclusion rules.</summary>
    [ApiField("excludeResourceRules", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<NamedRuleWithOperations> ExcludeResourceRules { get; init; }

    /// <summary>
    /// Whether rules match only the listed versions, Exact, or also convertible ones, Equivalent; defaults to Equivalent.
    /// </summary>
    [ApiField("matchPolicy", 7, OmitEmpty = true, Optional = true, Enum = typeof(MatchPolicyType), TypeName = "v1.MatchPolicyType")]
    public partial string? MatchPolicy { get; init; }
}
