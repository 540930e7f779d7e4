using System.Globalization;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>One form in an Accept header.</summary>
/// <param name="Type">Main type, or <c>*</c>.</param>
/// <param name="Subtype">Subtype, or <c>*</c>.</param>
/// <param name="Quality">How much it is wanted, 1 when not said.</param>
/// <param name="Parameters">The other parameters.</param>
internal sealed record AcceptClause(string Type, string Subtype, double Quality, IReadOnlyDictionary<string, string> Parameters)
{
    public bool Covers(string media)
    {
        var slash = media.IndexOf('/');
        return (Type == "*" && Subtype == "*")
            || (media.AsSpan(0, slash).SequenceEqual(Type) && (Subtype == "*" || media.AsSpan(slash + 1).SequenceEqual(Subtype)));
    }

    /// <summary>The value of a parameter; empty when it is not there.</summary>
    public string Parameter(string name) => Parameters.GetValueOrDefault(name, "");
}

/// <summary>Takes Accept headers apart as upstream does (munnerz/goautoneg).</summary>
internal static class AcceptHeader
{
    /// <summary>The forms, the most wanted first.</summary>
    public static List<AcceptClause> Parse(string header)
    {
        var clauses = new List<AcceptClause>();
        foreach (var part in header.Split(','))
        {
            if (TryParse(part) is { } clause)
            {
                Insert(clauses, clause);
            }
        }

        return clauses;
    }

    /// <summary>
    /// Whether a form is named, parameters aside, or anything will do. Upstream's router asks this before its handlers look closer.
    /// </summary>
    public static bool Names(string header, ReadOnlySpan<string> media)
    {
        foreach (var part in header.Split(','))
        {
            var end = part.IndexOf(';');
            var name = (end < 0 ? part : part[..end]).Trim();
            if (name == "*/*" || media.Contains(name))
            {
                return true;
            }
        }

        return false;
    }

    private static AcceptClause? TryParse(string text)
    {
        var parts = text.Split(';');
        var types = parts[0].Trim().Split('/');
        if (types is not ([_, _] or ["*"]))
        {
            return null;
        }

        var quality = 1.0;
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts.AsSpan(1))
        {
            var equal = part.IndexOf('=');
            var (name, value) = equal < 0 ? (part.Trim(), "") : (part[..equal].Trim(), part[(equal + 1)..].Trim());
            if (name == "q")
            {
                _ = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out quality);
            }
            else
            {
                parameters[name] = value;
            }
        }

        return new(types[0].Trim(), types[^1].Trim(), quality, parameters);
    }

    private static void Insert(List<AcceptClause> clauses, AcceptClause clause)
    {
        var at = clauses.Count;
        while (at > 0 && IsBefore(clause, clauses[at - 1]))
        {
            at--;
        }

        clauses.Insert(at, clause);
    }

    private static bool IsBefore(AcceptClause left, AcceptClause right) => left.Quality > right.Quality
        || (left.Type != "*" && right.Type == "*")
        || (left.Subtype != "*" && right.Subtype == "*");
}
