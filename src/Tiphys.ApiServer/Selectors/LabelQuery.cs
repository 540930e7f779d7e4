using Tiphys.Api.Errors;

namespace Tiphys.ApiServer.Selectors;

/// <summary>A label selector in text form, parsed: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k,l&gt;1</c>. All requirements must hold.</summary>
public sealed class LabelQuery
{
    private readonly List<LabelRequirement> _requirements;

    private LabelQuery(List<LabelRequirement> requirements) => _requirements = requirements;

    /// <summary>Selects everything.</summary>
    public static LabelQuery Everything { get; } = new([]);

    /// <summary>True when everything is selected.</summary>
    public bool IsEverything => _requirements.Count == 0;

    /// <summary>Parses a selector; empty or null selects everything.</summary>
    /// <exception cref="ApiException">400: the text is no selector.</exception>
    public static LabelQuery Parse(string? text) => string.IsNullOrEmpty(text) ? Everything : new(new LabelParser(text).Parse());

    /// <summary>Whether labels fit.</summary>
    public bool Matches(ApiMap<string> labels)
    {
        foreach (var requirement in _requirements)
        {
            if (!requirement.Matches(labels))
            {
                return false;
            }
        }

        return true;
    }
}
