using System.Text;
using System.Text.RegularExpressions;

namespace Tiphys.Containers.Build;

/// <summary>Patterns for paths: <c>*</c>, <c>?</c>, <c>[a-z]</c>, and <c>**</c> for any number of directories.</summary>
internal static class PathPattern
{
    public static bool HasWildcard(string text) => text.AsSpan().ContainsAny('*', '?', '[');

    /// <exception cref="FormatException">A bracket is not closed.</exception>
    public static Regex ToRegex(string pattern, bool doubleStar)
    {
        var regex = new StringBuilder(@"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when doubleStar && i + 1 < pattern.Length && pattern[i + 1] == '*':
                    i++;
                    var slash = i + 1 < pattern.Length && pattern[i + 1] == '/';
                    i += slash ? 1 : 0;
                    regex.Append(i == pattern.Length - 1 && !slash ? ".*" : "(?:.*/)?");
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '[':
                    i = AppendClass(pattern, i, regex);
                    break;
                case '\\' when i + 1 < pattern.Length:
                    regex.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    regex.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return new Regex(regex.Append(@"\z").ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    private static int AppendClass(string pattern, int start, StringBuilder regex)
    {
        var close = pattern.IndexOf(']', start + 1);
        if (close < 0)
        {
            throw new FormatException($"\"{pattern}\": a bracket is not closed");
        }

        var members = pattern[(start + 1)..close];
        var negated = members.StartsWith('^');
        regex.Append(negated ? "[^/" : "[").Append(members[(negated ? 1 : 0)..].Replace("[", "\\[", StringComparison.Ordinal)).Append(']');
        return close;
    }
}
