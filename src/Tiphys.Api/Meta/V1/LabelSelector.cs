namespace Tiphys.Api.Meta.V1;

/// <summary>Selects objects by label; all parts must match and an empty selector matches everything.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", Atomic = true)]
public sealed partial record LabelSelector
{
    /// <summary>Labels that must be present with exactly these values.</summary>
    [ApiField("matchLabels", 1, OmitEmpty = true, Optional = true)]
    public partial ApiMap<string> MatchLabels { get; init; }

    /// <summary>Label expressions that must all hold.</summary>
    [ApiField("matchExpressions", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<LabelSelectorRequirement> MatchExpressions { get; init; }
}
