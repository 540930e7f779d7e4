using System.Net;
using System.Text;

namespace Tiphys.ApiServer.Proxying;

/// <summary>Finds the attributes of a page that hold links, and changes nothing else.</summary>
internal static class HtmlLinks
{
    // HTML 4 and 5, as upstream's proxy knows them.
    private static readonly Dictionary<string, string[]> Attributes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["a"] = ["href"],
        ["applet"] = ["codebase"],
        ["area"] = ["href"],
        ["audio"] = ["src"],
        ["base"] = ["href"],
        ["blockquote"] = ["cite"],
        ["body"] = ["background"],
        ["button"] = ["formaction"],
        ["command"] = ["icon"],
        ["del"] = ["cite"],
        ["embed"] = ["src"],
        ["form"] = ["action"],
        ["frame"] = ["longdesc", "src"],
        ["head"] = ["profile"],
        ["html"] = ["manifest"],
        ["iframe"] = ["longdesc", "src"],
        ["img"] = ["longdesc", "src", "usemap"],
        ["input"] = ["src", "usemap", "formaction"],
        ["ins"] = ["cite"],
        ["link"] = ["href"],
        ["object"] = ["classid", "codebase", "data", "usemap"],
        ["q"] = ["cite"],
        ["script"] = ["src"],
        ["source"] = ["src"],
        ["video"] = ["poster", "src"],
    };

    // What is inside is text, whatever it looks like.
    private static readonly string[] TextElements = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

    /// <summary>The page with each link replaced by what <paramref name="rewrite"/> makes of it.</summary>
    public static string Rewrite(string page, Func<string, string> rewrite)
    {
        var output = new StringBuilder(page.Length + 256);
        var position = 0;
        while (position < page.Length)
        {
            var tag = page.IndexOf('<', position);
            if (tag < 0)
            {
                break;
            }

            output.Append(page, position, tag - position);
            position = tag + 1 < page.Length && char.IsAsciiLetter(page[tag + 1])
                ? Tag(page, tag, output, rewrite)
                : Verbatim(page, tag, SkipOther(page, tag), output);
        }

        return output.Append(page, position, page.Length - position).ToString();
    }

    // Comments, end tags, declarations.
    private static int SkipOther(string page, int start)
    {
        var (from, end) = page.AsSpan(start).StartsWith("<!--") ? (start + 4, "-->") : (start + 1, ">");
        var found = page.IndexOf(end, from, StringComparison.Ordinal);
        return found < 0 ? page.Length : found + end.Length;
    }

    private static int Verbatim(string page, int from, int to, StringBuilder output)
    {
        output.Append(page, from, to - from);
        return to;
    }

    private static int Tag(string page, int start, StringBuilder output, Func<string, string> rewrite)
    {
        var position = start + 1;
        while (position < page.Length && !char.IsWhiteSpace(page[position]) && page[position] is not ('>' or '/'))
        {
            position++;
        }

        var name = page[(start + 1)..position];
        output.Append(page, start, position - start);
        var links = Attributes.GetValueOrDefault(name, []);
        while (position < page.Length && page[position] != '>')
        {
            position = char.IsWhiteSpace(page[position]) || page[position] is '/' or '='
                ? Verbatim(page, position, position + 1, output)
                : Attribute(page, position, links, output, rewrite);
        }

        var isText = TextElements.Contains(name, StringComparer.OrdinalIgnoreCase);
        return isText ? Verbatim(page, position, EndOfText(page, position, name), output) : position;
    }

    private static int EndOfText(string page, int position, string name)
    {
        var end = page.IndexOf("</" + name, position, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? page.Length : end;
    }

    private static int Attribute(string page, int start, string[] links, StringBuilder output, Func<string, string> rewrite)
    {
        var end = start;
        while (end < page.Length && !char.IsWhiteSpace(page[end]) && page[end] is not ('=' or '>' or '/'))
        {
            end++;
        }

        var equals = SkipSpace(page, end);
        if (equals >= page.Length || page[equals] != '=')
        {
            return Verbatim(page, start, end, output);
        }

        var value = SkipSpace(page, equals + 1);
        output.Append(page, start, value - start);
        return Value(page, value, links.Contains(page[start..end], StringComparer.OrdinalIgnoreCase), output, rewrite);
    }

    private static int Value(string page, int start, bool isLink, StringBuilder output, Func<string, string> rewrite)
    {
        var quote = start < page.Length && page[start] is '"' or '\'' ? page[start] : '\0';
        var from = quote == '\0' ? start : start + 1;
        var to = from;
        while (to < page.Length && (quote == '\0' ? !char.IsWhiteSpace(page[to]) && page[to] != '>' : page[to] != quote))
        {
            to++;
        }

        var end = quote == '\0' || to == page.Length ? to : to + 1;
        if (!isLink)
        {
            return Verbatim(page, start, end, output);
        }

        var link = WebUtility.HtmlDecode(page[from..to]);
        var rewritten = rewrite(link);
        if (rewritten == link)
        {
            return Verbatim(page, start, end, output);
        }

        output.Append('"').Append(Escape(rewritten)).Append('"');
        return end;
    }

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("\"", "&#34;", StringComparison.Ordinal);

    private static int SkipSpace(string page, int position)
    {
        while (position < page.Length && char.IsWhiteSpace(page[position]))
        {
            position++;
        }

        return position;
    }
}
