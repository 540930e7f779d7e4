using System.Globalization;
using Tiphys.Api.Core.V1;

namespace Tiphys.Scheduler.Selectors;

/// <summary>One condition on a label, ready to be tested many times.</summary>
/// <param name="Key">Key of the label.</param>
/// <param name="Operator">In, NotIn, Exists, DoesNotExist, and for nodes Gt and Lt.</param>
/// <param name="Values">Values that the operator takes.</param>
internal readonly record struct LabelRequirement(string Key, string Operator, ApiList<string> Values)
{
    internal bool Matches(ApiMap<string> labels) => Matches(labels.TryGetValue(Key, out var value) ? value : null);

    /// <summary>Tests a value; null when the label is not there.</summary>
    internal bool Matches(string? value) => Operator switch
    {
        NodeSelectorOperator.In => value is not null && Has(value),
        NodeSelectorOperator.NotIn => value is null || !Has(value),
        NodeSelectorOperator.Exists => value is not null,
        NodeSelectorOperator.DoesNotExist => value is null,
        NodeSelectorOperator.Gt => Compare(value) > 0,
        NodeSelectorOperator.Lt => Compare(value) < 0,
        _ => false,
    };

    private bool Has(string value) => Values.AsSpan().Contains(value);

    private int Compare(string? value) =>
        Values.Count == 1 && Number(value) is { } mine && Number(Values[0]) is { } limit ? mine.CompareTo(limit) : 0;

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
