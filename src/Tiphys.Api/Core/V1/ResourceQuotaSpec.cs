namespace Tiphys.Api.Core.V1;

/// <summary>Desired quota for a namespace.</summary>
[ApiType("io.k8s.api.core.v1.ResourceQuotaSpec")]
public sealed partial record ResourceQuotaSpec
{
    /// <summary>Ceiling for the total of each named resource.</summary>
    [ApiField("hard", 1, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> Hard { get; init; }

    /// <summary>Scopes that all must fit an object for it to count towards the quota.</summary>
    [ApiField("scopes", 2, OmitEmpty = true, Optional = true, Enum = typeof(ResourceQuotaScope), TypeName = "[]v1.ResourceQuotaScope")]
    public partial ApiList<string> Scopes { get; init; }

    /// <summary>Scope expressions that, along with scopes, decide which objects count towards the quota.</summary>
    [ApiField("scopeSelector", 3, OmitEmpty = true, Optional = true)]
    public partial ScopeSelector? ScopeSelector { get; init; }
}
