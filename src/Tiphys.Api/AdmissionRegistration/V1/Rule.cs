namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Combinations of API groups, versions and resources that an admission rule covers.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.Rule")]
public sealed partial record Rule
{
    /// <summary>API groups to match; a lone asterisk matches all groups.</summary>
    [ApiField("apiGroups", 1, OmitEmpty = true)]
    public partial ApiList<string> APIGroups { get; init; }

    /// <summary>API versions to match; a lone asterisk matches all versions.</summary>
    [ApiField("apiVersions", 2, OmitEmpty = true)]
    public partial ApiList<string> APIVersions { get; init; }

    /// <summary>Resources to match, with optional subresources after a slash and asterisks as wildcards.</summary>
    [ApiField("resources", 3, OmitEmpty = true)]
    public partial ApiList<string> Resources { get; init; }

    /// <summary>Restricts matching to Cluster or Namespaced resources; the default asterisk imposes no restriction.</summary>
    [ApiField("scope", 4, OmitEmpty = true, Optional = true, Enum = typeof(ScopeType), TypeName = "v1.ScopeType")]
    public partial string? Scope { get; init; }
}
