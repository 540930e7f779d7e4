using System.Text;

namespace Tiphys.Kubelet.Environment;

/// <summary>
/// A file of variables for <c>fileKeyRef</c>: lines <c>NAME='value'</c>, the value in single quotes and over as many lines as it likes, comments
/// after <c>#</c>. <c>NAME= 'value'</c> is an empty value, as in a shell.
/// </summary>
internal static class EnvironmentFile
{
    /// <summary>The value of a variable; empty when it is not there.</summary>
    /// <exception cref="FormatException">The file is not of this form.</exception>
    public static string Find(TextReader file, string key)
    {
        for (var number = 1; file.ReadLine() is { } line; number++)
        {
            line = line.TrimStart(' ', '\t');
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var (name, rest) = Split(line, number);
            var value = Value(file, rest, ref number);
            if (name == key)
            {
                return value;
            }
        }

        return "";
    }

    private static (string Name, string Remainder) Split(string line, int number)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw Invalid(number, "missing '='");
        }

        var name = line[..equals];
        if (name.TrimEnd(' ', '\t').Length == 0)
        {
            throw Invalid(number, "empty variable name");
        }

        return name.EndsWith(' ') || name.EndsWith('\t') ? throw Invalid(number, "whitespace before '=' is not allowed") : (name, line[(equals + 1)..]);
    }

    private static string Value(TextReader file, string rest, ref int number)
    {
        if (rest.StartsWith(' ') || rest.StartsWith('\t'))
        {
            return "";
        }

        if (!rest.StartsWith('\''))
        {
            throw Invalid(number, "value must be enclosed in single quotes");
        }

        var value = new StringBuilder();
        var (start, line) = (number, rest[1..]);
        int end;
        while ((end = line.IndexOf('\'', StringComparison.Ordinal)) < 0)
        {
            value.Append(line).Append('\n');
            line = file.ReadLine() ?? throw new FormatException($"invalid environment variable format starting at line {start}: unclosed single quote");
            number++;
        }

        var after = line[(end + 1)..].TrimStart(' ', '\t');
        return after.Length == 0 || after[0] == '#'
            ? value.Append(line, 0, end).ToString()
            : throw Invalid(number, "unexpected content after closing quote");
    }

    private static FormatException Invalid(int line, string why) => new($"invalid environment variable format at line {line}: {why}");
}
