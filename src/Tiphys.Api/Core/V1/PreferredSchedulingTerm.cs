namespace Tiphys.Api.Core.V1;

/// <summary>A node selector term with the weight it carries in node scoring.</summary>
[ApiType("io.k8s.api.core.v1.PreferredSchedulingTerm")]
public sealed partial record PreferredSchedulingTerm
{
    /// <summary>Importance of the term from 1 to 100, added to the score of matching nodes.</summary>
    [ApiField("weight", 1)]
    public partial int Weight { get; init; }

    /// <summary>Node selector term that preferred nodes satisfy.</summary>
    [ApiField("preference", 2)]
    public partial NodeSelectorTerm Preference { get; init; }
}
