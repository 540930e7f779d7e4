using System.Globalization;
using Tiphys.Api.Errors;

namespace Tiphys.ApiServer.Selectors;

/// <summary>Takes a label selector apart.</summary>
internal sealed class LabelScanner(string text)
{
    private static readonly string[] Operators = ["==", "!=", "=", ">", "<"];
    private int _at;

    public bool TakeComma() => Take(",");

    public bool Take(string symbol)
    {
        SkipBlanks();
        if (!text.AsSpan(_at).StartsWith(symbol))
        {
            return false;
        }

        _at += symbol.Length;
        return true;
    }

    public string Key()
    {
        var key = Word();
        return key.Length > 0 ? key : throw Error($"found '{Rest()}', expected: identifier");
    }

    public string Value() => Word();

    public string Number()
    {
        var word = Word();
        return long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? word
            : throw Error($"values[0]: Invalid value: \"{word}\": for 'Gt', 'Lt' operators, the value must be an integer");
    }

    public string Operator()
    {
        SkipBlanks();
        foreach (var symbol in Operators)
        {
            if (Take(symbol))
            {
                return symbol;
            }
        }

        if (_at == text.Length || text[_at] == ',')
        {
            return "";
        }

        var found = Rest();
        var word = Word();
        return word is "in" or "notin" ? word : throw Error($"found '{(word.Length > 0 ? word : found)}', expected: in, notin, =, ==, !=, gt, lt");
    }

    public List<string> Values()
    {
        if (!Take("("))
        {
            throw Error($"found '{Rest()}', expected: '('");
        }

        var values = new List<string>();
        do
        {
            values.Add(Word());
        }
        while (TakeComma());

        return Take(")") ? values : throw Error($"found '{Rest()}', expected: ',' or ')'");
    }

    public void ExpectEnd()
    {
        SkipBlanks();
        if (_at < text.Length)
        {
            throw Error($"found '{Rest()}', expected: ',' or 'end of string'");
        }
    }

    private string Word()
    {
        SkipBlanks();
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && !"=!(),<>".Contains(text[_at]))
        {
            _at++;
        }

        return text[start.._at];
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }

    private string Rest() => text[_at..];

    private static ApiException Error(string what) => StatusErrors.BadRequest($"unable to parse requirement: {what}");
}
