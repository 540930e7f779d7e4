using System.Globalization;
using Tiphys.Api.Errors;

namespace Tiphys.ApiServer.Selectors;

/// <summary>A label selector in text form, parsed: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k,l&gt;1</c>. All requirements must hold.</summary>
public sealed class LabelQuery
{
    private readonly List<Requirement> _requirements = [];

    /// <summary>Selects everything.</summary>
    public static LabelQuery Everything { get; } = new();

    /// <summary>True when everything is selected.</summary>
    public bool IsEverything => _requirements.Count == 0;

    /// <summary>Parses a selector; empty or null selects everything.</summary>
    /// <exception cref="ApiException">400: the text is no selector.</exception>
    public static LabelQuery Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Everything;
        }

        var query = new LabelQuery();
        var scanner = new LabelScanner(text);
        do
        {
            query._requirements.Add(ReadRequirement(scanner));
        }
        while (scanner.TakeComma());

        scanner.ExpectEnd();
        return query;
    }

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

    private static Requirement ReadRequirement(LabelScanner scanner)
    {
        if (scanner.Take("!"))
        {
            return new(scanner.Key(), Operator.Absent, []);
        }

        var key = scanner.Key();
        return scanner.Operator() switch
        {
            "" => new(key, Operator.Present, []),
            "=" or "==" => new(key, Operator.In, [scanner.Value()]),
            "!=" => new(key, Operator.NotIn, [scanner.Value()]),
            "in" => new(key, Operator.In, scanner.Values()),
            "notin" => new(key, Operator.NotIn, scanner.Values()),
            ">" => new(key, Operator.Greater, [scanner.Number()]),
            _ => new(key, Operator.Less, [scanner.Number()]),
        };
    }

    private enum Operator
    {
        Present,
        Absent,
        In,
        NotIn,
        Greater,
        Less,
    }

    private sealed record Requirement(string Key, Operator Operator, IReadOnlyList<string> Values)
    {
        public bool Matches(ApiMap<string> labels)
        {
            var has = labels.TryGetValue(Key, out var value);
            return Operator switch
            {
                Operator.Present => has,
                Operator.Absent => !has,
                Operator.In => has && Values.Contains(value),
                Operator.NotIn => !has || !Values.Contains(value),
                Operator.Greater => has && long.TryParse(value, CultureInfo.InvariantCulture, out var number) && number > Bound,
                _ => has && long.TryParse(value, CultureInfo.InvariantCulture, out var number) && number < Bound,
            };
        }

        private long Bound => long.Parse(Values[0], CultureInfo.InvariantCulture);
    }
}
