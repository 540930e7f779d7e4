namespace Tiphys.Api.Core.V1;

/// <summary>Conditions on topology labels that must all be met; an empty term matches nothing.</summary>
[ApiType("io.k8s.api.core.v1.TopologySelectorTerm", Atomic = true)]
public sealed partial record TopologySelectorTerm
{
    /// <summary>Conditions on individual topology labels, joined by a logical AND.</summary>
    [ApiField("matchLabelExpressions", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<TopologySelectorLabelRequirement> MatchLabelExpressions { get; init; }
}
