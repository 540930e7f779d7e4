namespace Tiphys.Containers.Build;

/// <summary>Names and values as ARG, ENV and LABEL take them.</summary>
internal static class Arguments
{
    /// <summary>The names of ARG, with their defaults; null when there is none.</summary>
    public static IEnumerable<(string Name, string? Value)> Parse(DockerfileInstruction instruction, VariableExpander expander, char escape)
    {
        foreach (var word in VariableExpander.SplitWords(instruction.Arguments, escape))
        {
            var equals = word.IndexOf('=');
            var name = equals < 0 ? word : word[..equals];
            if (name.Length == 0 || !(char.IsAsciiLetter(name[0]) || name[0] == '_'))
            {
                throw instruction.Error($"\"{word}\" does not begin with a name");
            }

            yield return (name, equals < 0 ? null : Expand(instruction, expander, word[(equals + 1)..]));
        }
    }

    /// <summary><c>a=1 b="2 3"</c>, or the old form with one name: <c>a 1 2 3</c>.</summary>
    public static IReadOnlyList<(string Name, string Value)> ParsePairs(DockerfileInstruction instruction, VariableExpander expander, char escape)
    {
        var words = VariableExpander.SplitWords(instruction.Arguments, escape);
        if (!words[0].Contains('='))
        {
            if (words.Count < 2)
            {
                throw instruction.Error($"{instruction.Keyword} {words[0]} has no value");
            }

            var rest = instruction.Arguments[words[0].Length..].Trim();
            return [(Expand(instruction, expander, words[0]), Expand(instruction, expander, rest))];
        }

        return words.ConvertAll(word =>
        {
            var equals = word.IndexOf('=');
            return equals > 0
                ? (Expand(instruction, expander, word[..equals]), Expand(instruction, expander, word[(equals + 1)..]))
                : throw instruction.Error($"\"{word}\" is not of the form name=value");
        });
    }

    public static string Expand(DockerfileInstruction instruction, VariableExpander expander, string word)
    {
        try
        {
            return expander.Expand(word);
        }
        catch (FormatException e)
        {
            throw instruction.Error(e.Message, e);
        }
    }
}
