using System.Text;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.Selectors;

/// <summary>A field selector in text form, parsed: <c>metadata.name=a,status.phase!=Running</c>. All terms must hold.</summary>
public sealed class FieldQuery
{
    private readonly List<Term> _terms = [];

    /// <summary>Selects everything.</summary>
    public static FieldQuery Everything { get; } = new();

    /// <summary>True when everything is selected.</summary>
    public bool IsEverything => _terms.Count == 0;

    /// <summary>The only name that can match; null when the selector does not pin one.</summary>
    public string? Name => _terms.Find(term => term is { Field: "metadata.name", Equal: true })?.Value;

    /// <summary>Parses a selector for a resource; empty or null selects everything.</summary>
    /// <exception cref="ApiException">400: no selector, or a field that the resource cannot select by.</exception>
    public static FieldQuery Parse(ResourceInfo resource, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Everything;
        }

        var query = new FieldQuery();
        foreach (var part in Split(text))
        {
            if (part.Length > 0)
            {
                query._terms.Add(ParseTerm(resource, part, text));
            }
        }

        query.CheckFields(resource);
        return query;
    }

    /// <summary>Whether a selector in text form selects one value of a field, whatever else it asks for.</summary>
    public static bool Pins(string text, string field, string value)
    {
        foreach (var part in Split(text))
        {
            var equal = part.IndexOf('=');
            if (equal > 0 && part[equal - 1] != '!' && part.AsSpan(0, equal).Trim().SequenceEqual(field)
                && Unescape(part[(equal + 1 < part.Length && part[equal + 1] == '=' ? equal + 2 : equal + 1)..]) == value)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an object fits.</summary>
    public bool Matches(ResourceInfo resource, IKubernetesObject value)
    {
        foreach (var term in _terms)
        {
            var actual = term.Field switch
            {
                "metadata.name" => value.Metadata.Name,
                "metadata.namespace" => value.Metadata.Namespace,
                _ => resource.Strategy.SelectableField(value, term.Field) ?? "",
            };
            if ((actual == term.Value) != term.Equal)
            {
                return false;
            }
        }

        return true;
    }

    private void CheckFields(ResourceInfo resource)
    {
        foreach (var term in _terms)
        {
            if (FieldLabels.Check(resource.Kind, resource.Strategy.SelectableFields, term.Field) is { } why)
            {
                throw StatusErrors.BadRequest(why);
            }
        }
    }

    private static Term ParseTerm(ResourceInfo resource, string part, string text)
    {
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] == '\\')
            {
                i++;
            }
            else if (part[i] == '!' && i + 1 < part.Length && part[i + 1] == '=')
            {
                return new(FieldLabels.Current(resource.Kind, part[..i].Trim()), Unescape(part[(i + 2)..]), false);
            }
            else if (part[i] == '=')
            {
                var value = i + 1 < part.Length && part[i + 1] == '=' ? i + 2 : i + 1;
                return new(FieldLabels.Current(resource.Kind, part[..i].Trim()), Unescape(part[value..]), true);
            }
        }

        throw StatusErrors.BadRequest($"invalid selector: '{text}'; can't understand '{part}'");
    }

    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == ',')
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    private static string Unescape(string value)
    {
        if (!value.Contains('\\'))
        {
            return value;
        }

        var plain = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            plain.Append(value[i] == '\\' && i + 1 < value.Length ? value[++i] : value[i]);
        }

        return plain.ToString();
    }

    private sealed record Term(string Field, string Value, bool Equal);
}
