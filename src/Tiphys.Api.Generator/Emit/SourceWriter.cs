using System;
using System.Text;

namespace Tiphys.Api.Generator.Emit;

/// <summary>Writes indented C# source.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>Writes one line.</summary>
    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', _indent * 4).Append(line);
        }

        _text.Append('\n');
    }

    /// <summary>Writes a line and a block in braces below it.</summary>
    public void Block(string header, Action body, string end = "}")
    {
        Line(header);
        Line("{");
        _indent++;
        body();
        _indent--;
        Line(end);
    }

    /// <summary>Writes lines one level deeper.</summary>
    public void Indented(Action body)
    {
        _indent++;
        body();
        _indent--;
    }

    /// <summary>A C# string literal.</summary>
    public static string Literal(string? text)
    {
        if (text is null)
        {
            return "null";
        }

        return "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n") + "\"";
    }

    /// <summary>C# string literals, separated by commas.</summary>
    public static string Literals(System.Collections.Generic.IEnumerable<string> texts) =>
        string.Join(", ", System.Linq.Enumerable.Select(texts, Literal));

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
