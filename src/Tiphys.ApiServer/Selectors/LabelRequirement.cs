using System.Globalization;

namespace Tiphys.ApiServer.Selectors;

/// <summary>How a label is compared.</summary>
internal enum LabelOperator
{
    Present,
    Absent,
    In,
    NotIn,
    Greater,
    Less,
}

/// <summary>One requirement of a label selector.</summary>
internal sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlyList<string> Values)
{
    private long Bound => long.Parse(Values[0], CultureInfo.InvariantCulture);

    public bool Matches(ApiMap<string> labels)
    {
        var has = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.Present => has,
            LabelOperator.Absent => !has,
            LabelOperator.In => has && Values.Contains(value),
            LabelOperator.NotIn => !has || !Values.Contains(value),
            LabelOperator.Greater => has && long.TryParse(value, CultureInfo.InvariantCulture, out var number) && number > Bound,
            _ => has && long.TryParse(value, CultureInfo.InvariantCulture, out var number) && number < Bound,
        };
    }
}
