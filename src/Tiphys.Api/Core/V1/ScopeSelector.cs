namespace Tiphys.Api.Core.V1;

/// <summary>A set of scope expressions that are combined with a logical and.</summary>
[ApiType("io.k8s.api.core.v1.ScopeSelector", Atomic = true)]
public sealed partial record ScopeSelector
{
    /// <summary>Scope expressions, all of which an object must satisfy.</summary>
    [ApiField("matchExpressions", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<ScopedResourceSelectorRequirement> MatchExpressions { get; init; }
}
