using System.Text;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Scheduler.Selectors;

/// <summary>A label selector, ready to be tested many times. Two matchers with equal <see cref="Key"/> select the same.</summary>
internal sealed class LabelMatcher
{
    internal static readonly LabelMatcher Nothing = new([], nothing: true);

    private readonly LabelRequirement[] _requirements;
    private readonly bool _nothing;

    private LabelMatcher(LabelRequirement[] requirements, bool nothing = false)
    {
        _requirements = requirements;
        _nothing = nothing;
        Key = Text();
    }

    /// <summary>Canonical text.</summary>
    internal string Key { get; }

    /// <summary>True when it has no condition and so selects everything.</summary>
    internal bool IsEmpty => !_nothing && _requirements.Length == 0;

    /// <summary>A selector as it stands in an object: null selects nothing, an empty one everything.</summary>
    internal static LabelMatcher Of(LabelSelector? selector, IEnumerable<LabelRequirement>? more = null)
    {
        if (selector is null)
        {
            return Nothing;
        }

        return new([.. Requirements(selector), .. more ?? []]);
    }

    /// <summary>The conditions of a selector, all of which must hold; none for null.</summary>
    internal static IEnumerable<LabelRequirement> Requirements(LabelSelector? selector) => selector is null ? [] :
    [
        .. selector.MatchLabels.Select(label => Equal(label.Key, label.Value)),
        .. selector.MatchExpressions.Select(item => new LabelRequirement(item.Key, item.Operator, item.Values)),
    ];

    internal static LabelMatcher Of(IEnumerable<LabelRequirement> requirements) => new([.. requirements]);

    internal static LabelRequirement Equal(string key, string value) => new(key, NodeSelectorOperator.In, [value]);

    internal bool Matches(ApiMap<string> labels)
    {
        foreach (ref readonly var requirement in _requirements.AsSpan())
        {
            if (!requirement.Matches(labels))
            {
                return false;
            }
        }

        return !_nothing;
    }

    private string Text()
    {
        if (_nothing)
        {
            return "!";
        }

        var text = new StringBuilder();
        foreach (var requirement in _requirements)
        {
            text.Append(requirement.Key).Append(' ').Append(requirement.Operator).Append(' ').AppendJoin(',', requirement.Values).Append(';');
        }

        return text.ToString();
    }
}
