using System.Globalization;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Selectors;

/// <summary>Reads label selectors with upstream's messages (k8s.io/apimachinery, <c>labels</c>).</summary>
internal sealed class LabelParser(string text)
{
    private readonly LabelScanner _scanner = new(text);

    /// <summary>All requirements of the text.</summary>
    /// <exception cref="ApiException">400: the text is no selector.</exception>
    public List<LabelRequirement> Parse()
    {
        var requirements = new List<LabelRequirement>();
        while (true)
        {
            var (token, word) = _scanner.Peek();
            if (token == LabelToken.End)
            {
                return requirements;
            }

            if (token is not (LabelToken.Identifier or LabelToken.Not))
            {
                throw Bad($"found '{word}', expected: !, identifier, or 'end of string'");
            }

            requirements.Add(Requirement());
            if (!TakeSeparator())
            {
                return requirements;
            }
        }
    }

    // False at the end.
    private bool TakeSeparator()
    {
        var (token, word) = _scanner.Take();
        switch (token)
        {
            case LabelToken.End:
                return false;
            case LabelToken.Comma:
                var (next, after) = _scanner.Peek();
                return next is LabelToken.Identifier or LabelToken.Not ? true : throw Bad($"found '{after}', expected: identifier after ','");
            default:
                throw Bad($"found '{word}', expected: ',' or 'end of string'");
        }
    }

    private LabelRequirement Requirement()
    {
        var isAbsent = _scanner.Peek().Token == LabelToken.Not;
        if (isAbsent)
        {
            _scanner.Take();
        }

        var (token, key) = _scanner.Take();
        if (token != LabelToken.Identifier)
        {
            throw BadRequirement($"found '{key}', expected: identifier");
        }

        CheckKey(key);
        if (isAbsent)
        {
            return new(key, LabelOperator.Absent, []);
        }

        return _scanner.Peek().Token is LabelToken.End or LabelToken.Comma ? new(key, LabelOperator.Present, []) : Comparison(key);
    }

    private LabelRequirement Comparison(string key)
    {
        var (token, word) = _scanner.Take(isOperator: true);
        var requirement = token switch
        {
            LabelToken.In => new LabelRequirement(key, LabelOperator.In, Values()),
            LabelToken.NotIn => new(key, LabelOperator.NotIn, Values()),
            LabelToken.Equal or LabelToken.DoubleEqual => new(key, LabelOperator.In, [Value()]),
            LabelToken.NotEqual => new(key, LabelOperator.NotIn, [Value()]),
            LabelToken.Greater => new(key, LabelOperator.Greater, [Value()]),
            LabelToken.Less => new(key, LabelOperator.Less, [Value()]),
            _ => throw BadRequirement($"found '{word}', expected: in, notin, =, ==, !=, gt, lt"),
        };
        CheckValues(requirement);
        return requirement;
    }

    private string Value()
    {
        if (_scanner.Peek().Token is LabelToken.End or LabelToken.Comma)
        {
            return "";
        }

        var (token, word) = _scanner.Take();
        return token == LabelToken.Identifier ? word : throw BadRequirement($"found '{word}', expected: identifier");
    }

    private string[] Values()
    {
        var (open, found) = _scanner.Take();
        if (open != LabelToken.Open)
        {
            throw BadRequirement($"found '{found}' expected: '('");
        }

        var (token, word) = _scanner.Peek();
        switch (token)
        {
            case LabelToken.Close:
                _scanner.Take();
                return [""];
            case LabelToken.Identifier or LabelToken.Comma:
                var values = List();
                return _scanner.Take().Token == LabelToken.Close ? [.. values] : throw BadRequirement($"found '{word}', expected: ')'");
            default:
                throw BadRequirement($"found '{word}', expected: ',', ')' or identifier");
        }
    }

    // Missing values between commas are empty ones.
    private SortedSet<string> List()
    {
        var values = new SortedSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var (token, word) = _scanner.Take();
            var (next, after) = _scanner.Peek();
            switch (token)
            {
                case LabelToken.Identifier:
                    values.Add(word);
                    if (next == LabelToken.Close)
                    {
                        return values;
                    }

                    if (next != LabelToken.Comma)
                    {
                        throw BadRequirement($"found '{after}', expected: ',' or ')'");
                    }

                    break;
                case LabelToken.Comma:
                    if (values.Count == 0 || next is LabelToken.Close or LabelToken.Comma)
                    {
                        values.Add("");
                    }

                    if (next == LabelToken.Close)
                    {
                        return values;
                    }

                    break;
                default:
                    throw BadRequirement($"found '{word}', expected: ',', or identifier");
            }
        }
    }

    private static void CheckKey(string key)
    {
        if (string.Join("; ", Formats.QualifiedName(key)) is { Length: > 0 } reasons)
        {
            throw BadRequirement($"<nil>: Invalid value: {FieldErrors.Quote(key)}: {reasons}");
        }
    }

    private static void CheckValues(LabelRequirement requirement)
    {
        var errors = new List<string>();
        if (requirement.Operator is LabelOperator.Greater or LabelOperator.Less
            && !long.TryParse(requirement.Values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            errors.Add($"values[0]: Invalid value: {FieldErrors.Quote(requirement.Values[0])}: for 'Gt', 'Lt' operators, the value must be an integer");
        }

        for (var i = 0; i < requirement.Values.Count; i++)
        {
            if (string.Join("; ", Formats.LabelValue(requirement.Values[i])) is { Length: > 0 } reasons)
            {
                var at = i.ToString(CultureInfo.InvariantCulture);
                errors.Add($"values[{at}][{requirement.Key}]: Invalid value: {FieldErrors.Quote(requirement.Values[i])}: {reasons}");
            }
        }

        if (errors.Count > 0)
        {
            throw BadRequirement(errors.Count == 1 ? errors[0] : $"[{string.Join(", ", errors)}]");
        }
    }

    private static ApiException BadRequirement(string what) => Bad($"unable to parse requirement: {what}");

    private static ApiException Bad(string what) => StatusErrors.BadRequest(what);
}
