using System.Text;

namespace Tiphys.Kubelet.Environment;

/// <summary>
/// Replaces <c>$(NAME)</c> in commands, arguments and variables. <c>$$</c> stands for one <c>$</c>, so <c>$$(NAME)</c> is left as <c>$(NAME)</c>;
/// a reference to a variable that is not there stays as it is written.
/// </summary>
internal static class Expansion
{
    /// <summary>Expands each word on its own.</summary>
    public static IReadOnlyList<string> Expand(IEnumerable<string> words, IReadOnlyDictionary<string, string> variables) =>
        [.. words.Select(word => Expand(word, variables))];

    /// <summary>Expands one word.</summary>
    public static string Expand(string word, IReadOnlyDictionary<string, string> variables) =>
        Expand(word, name => variables.TryGetValue(name, out var value) ? value : null);

    /// <summary>Expands one word; <paramref name="find"/> gives null for a variable that is not there.</summary>
    public static string Expand(string word, Func<string, string?> find)
    {
        if (!word.Contains('$', StringComparison.Ordinal))
        {
            return word;
        }

        var result = new StringBuilder(word.Length);
        for (var at = 0; at < word.Length; at++)
        {
            if (word[at] != '$' || at + 1 == word.Length)
            {
                result.Append(word[at]);
                continue;
            }

            at = AppendReference(result, word, at + 1, find);
        }

        return result.ToString();
    }

    // After a '$': gives the place of the last character that was used.
    private static int AppendReference(StringBuilder result, string word, int at, Func<string, string?> find)
    {
        switch (word[at])
        {
            case '$':
                result.Append('$');
                return at;
            case '(' when word.IndexOf(')', at + 1) is var end and > 0:
                var name = word[(at + 1)..end];
                result.Append(find(name) ?? $"$({name})");
                return end;
            case '(':
                result.Append("$(");
                return at;
            default:
                result.Append('$').Append(word[at]);
                return at;
        }
    }
}
