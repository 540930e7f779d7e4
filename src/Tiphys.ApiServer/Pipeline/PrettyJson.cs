using Microsoft.AspNetCore.Http;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>JSON on many lines, for people.</summary>
internal static class PrettyJson
{
    private static readonly string[] HumanPrograms = ["curl", "Wget", "Mozilla/5.0"];

    /// <summary>Whether a person reads the answer: the query says so, or the program is one that people use.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        if (request.QueryString.HasValue && request.QueryString.Value!.Contains("pretty", StringComparison.Ordinal)
            && RequestInfoParser.First(request.Query, "pretty") is { Length: > 0 } wish)
        {
            return wish is "1" or "t" or "T" or "true" or "TRUE" or "True";
        }

        var agent = request.Headers.UserAgent.ToString();
        foreach (var program in HumanPrograms)
        {
            if (agent.StartsWith(program, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same value with two blanks for each level, and a line end.</summary>
    public static byte[] Indent(ReadOnlySpan<byte> json)
    {
        var text = new List<byte>(json.Length * 2);
        var depth = 0;
        for (var i = 0; i < json.Length; i++)
        {
            switch (json[i])
            {
                case (byte)'"':
                    var end = EndOfString(json, i);
                    text.AddRange(json[i..end]);
                    i = end - 1;
                    break;
                case (byte)'{' or (byte)'[' when i + 1 < json.Length && json[i + 1] is not ((byte)'}' or (byte)']'):
                    text.Add(json[i]);
                    NewLine(text, ++depth);
                    break;
                case (byte)'{' or (byte)'[':
                    text.Add(json[i]);
                    text.Add(json[++i]);
                    break;
                case (byte)'}' or (byte)']':
                    NewLine(text, --depth);
                    text.Add(json[i]);
                    break;
                case (byte)',':
                    text.Add(json[i]);
                    NewLine(text, depth);
                    break;
                case (byte)':':
                    text.AddRange(": "u8);
                    break;
                case var other:
                    text.Add(other);
                    break;
            }
        }

        text.Add((byte)'\n');
        return [.. text];
    }

    private static int EndOfString(ReadOnlySpan<byte> json, int at)
    {
        at++;
        while (json[at] != (byte)'"')
        {
            at += json[at] == (byte)'\\' ? 2 : 1;
        }

        return at + 1;
    }

    private static void NewLine(List<byte> text, int depth)
    {
        text.Add((byte)'\n');
        for (var i = 0; i < depth; i++)
        {
            text.AddRange("  "u8);
        }
    }
}
