using System.Text;
using System.Text.RegularExpressions;

namespace Tiphys.Containers.Build;

/// <summary>
/// Removes quotes and replaces variables in one word as Docker does: <c>$name</c>, <c>${name}</c>, <c>${name:-default}</c>,
/// <c>:+</c>, <c>:?</c>, the same without colon, <c>#</c>, <c>##</c>, <c>%</c>, <c>%%</c>, <c>/</c> and <c>//</c>.
/// Single quotes and the escape character take away a dollar's meaning. What is not set is empty.
/// </summary>
internal sealed class VariableExpander(char escape, Func<string, string?> lookup)
{
    /// <exception cref="FormatException">A quote or brace is not closed, or a <c>?</c> asks for a variable that is not set.</exception>
    public string Expand(string word)
    {
        var position = 0;
        return Read(word, ref position, end: null, keepQuotes: false);
    }

    /// <summary>Replaces variables in text whose quotes are content, such as a heredoc.</summary>
    public string ExpandText(string text)
    {
        var position = 0;
        return Read(text, ref position, end: null, keepQuotes: true);
    }

    /// <summary>Splits at white space outside quotes; the words keep quotes and escapes.</summary>
    public static List<string> SplitWords(string text, char escape)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == escape && quote != '\'' && i + 1 < text.Length)
            {
                word.Append(c).Append(text[++i]);
                continue;
            }

            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (word.Length > 0)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }

                continue;
            }

            if (quote == '\0' && (c is '"' or '\''))
            {
                quote = c;
            }
            else if (c == quote)
            {
                quote = '\0';
            }

            word.Append(c);
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private string Read(string text, ref int position, char? end, bool keepQuotes)
    {
        var result = new StringBuilder();
        while (position < text.Length && text[position] != end)
        {
            var c = text[position++];
            switch (c)
            {
                case '\'' when !keepQuotes:
                    ReadSingleQuoted(text, ref position, result);
                    break;
                case '"' when !keepQuotes:
                    ReadDoubleQuoted(text, ref position, result);
                    break;
                case '$':
                    result.Append(ReadVariable(text, ref position));
                    break;
                case var _ when c == escape && position < text.Length:
                    ReadEscaped(text, ref position, result, keepQuotes);
                    break;
                default:
                    result.Append(c);
                    break;
            }
        }

        return result.ToString();
    }

    private void ReadEscaped(string text, ref int position, StringBuilder result, bool keepQuotes)
    {
        // In a document only a dollar needs an escape; in a word it frees any character.
        if (keepQuotes && text[position] != '$' && text[position] != escape)
        {
            result.Append(escape);
        }

        result.Append(text[position++]);
    }

    private static void ReadSingleQuoted(string text, ref int position, StringBuilder result)
    {
        var close = text.IndexOf('\'', position);
        if (close < 0)
        {
            throw new FormatException("a single quote is not closed");
        }

        result.Append(text, position, close - position);
        position = close + 1;
    }

    private void ReadDoubleQuoted(string text, ref int position, StringBuilder result)
    {
        while (position < text.Length)
        {
            var c = text[position++];
            if (c == '"')
            {
                return;
            }

            if (c == '$')
            {
                result.Append(ReadVariable(text, ref position));
            }
            else if (c == escape && position < text.Length)
            {
                var next = text[position++];
                result.Append(next is '"' or '$' || next == escape ? "" : escape).Append(next);
            }
            else
            {
                result.Append(c);
            }
        }

        throw new FormatException("a double quote is not closed");
    }

    private string ReadVariable(string text, ref int position)
    {
        if (position < text.Length && text[position] == '{')
        {
            position++;
            var value = ReadBraced(text, ref position);
            if (position >= text.Length || text[position] != '}')
            {
                throw new FormatException("a ${ is not closed");
            }

            position++;
            return value;
        }

        var name = ReadName(text, ref position);
        return name.Length == 0 ? "$" : lookup(name) ?? "";
    }

    private string ReadBraced(string text, ref int position)
    {
        var name = ReadName(text, ref position);
        if (name.Length == 0)
        {
            throw new FormatException("a ${ has no name in it");
        }

        var value = lookup(name);
        if (position < text.Length && text[position] is '#' or '%' or '/')
        {
            return ReadPattern(text, ref position, value ?? "");
        }

        var colon = position < text.Length && text[position] == ':';
        position += colon ? 1 : 0;
        if (position >= text.Length || (text[position] == '}' && !colon))
        {
            return value ?? "";
        }

        var operation = text[position++];
        var word = Read(text, ref position, '}', keepQuotes: false);
        var isSet = value is not null && !(colon && value.Length == 0);
        return operation switch
        {
            '-' => isSet ? value! : word,
            '+' => isSet ? word : "",
            '?' => isSet ? value! : throw new FormatException($"{name}: {(word.Length > 0 ? word : "not set")}"),
            _ => throw new FormatException($"${{{name}{(colon ? ":" : "")}{operation}…}} is not supported"),
        };
    }

    private string ReadPattern(string text, ref int position, string value)
    {
        var operation = text[position++];
        var doubled = position < text.Length && text[position] == operation;
        position += doubled ? 1 : 0;
        if (operation == '/')
        {
            var pattern = ReadUntilSlash(text, ref position);
            var replacement = Read(text, ref position, '}', keepQuotes: false).Replace("$", "$$", StringComparison.Ordinal);
            var regex = new Regex(Glob(pattern, greedy: true), RegexOptions.Singleline);
            return regex.Replace(value, replacement, doubled ? -1 : 1);
        }

        var glob = Read(text, ref position, '}', keepQuotes: false);
        if (operation == '#')
        {
            return new Regex(@"\A(?:" + Glob(glob, doubled) + ")", RegexOptions.Singleline).Replace(value, "", 1);
        }

        // The shortest suffix is what is left when as much as possible stays in front.
        var front = doubled ? "(.*?)" : "(.*)";
        var match = new Regex(@"\A" + front + "(?:" + Glob(glob, greedy: true) + @")\z", RegexOptions.Singleline).Match(value);
        return match.Success ? match.Groups[1].Value : value;
    }

    private string ReadUntilSlash(string text, ref int position)
    {
        var start = position;
        while (position < text.Length && text[position] is not ('/' or '}'))
        {
            position += text[position] == escape ? 2 : 1;
        }

        var pattern = text[start..Math.Min(position, text.Length)];
        if (position < text.Length && text[position] == '/')
        {
            position++;
        }

        return pattern;
    }

    private string Glob(string pattern, bool greedy)
    {
        var result = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            result.Append(c switch
            {
                '*' => greedy ? ".*" : ".*?",
                '?' => ".",
                _ when c == escape && i + 1 < pattern.Length => Regex.Escape(pattern[++i].ToString()),
                _ => Regex.Escape(c.ToString()),
            });
        }

        return result.ToString();
    }

    // A digit or one of the shell's special parameters is a name of one character.
    private static string ReadName(string text, ref int position)
    {
        if (position >= text.Length)
        {
            return "";
        }

        if (char.IsAsciiDigit(text[position]) || "@*#?-!0".Contains(text[position]))
        {
            return text[position++].ToString();
        }

        var start = position;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '_'))
        {
            position++;
        }

        return text[start..position];
    }
}
