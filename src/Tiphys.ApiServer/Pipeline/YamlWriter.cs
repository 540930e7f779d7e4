using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>Turns JSON into YAML as upstream prints it (sigs.k8s.io/yaml): members in order, plain text where it stays text.</summary>
internal static partial class YamlWriter
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "", "~", "null", "Null", "NULL", "<<", "y", "Y", "n", "N",
        "true", "True", "TRUE", "false", "False", "FALSE", "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF",
        ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF",
    };

    /// <summary>The YAML that says the same.</summary>
    public static byte[] Convert(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 });
        var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var width = IsFoldable(document.RootElement) ? 80 : int.MaxValue;
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: width, isCanonical: false, maxSimpleKeyLength: 128));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Write(emitter, document.RootElement);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // The emitter does not fold a text with escapes so that it reads back.
    private static bool IsFoldable(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(member => IsFoldable(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(IsFoldable),
        JsonValueKind.String => value.GetString() is var text && (!text!.Contains(' ') || StyleOf(text) != ScalarStyle.DoubleQuoted),
        _ => true,
    };

    private static void Write(Emitter emitter, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));
                foreach (var member in value.EnumerateObject().OrderBy(each => each.Name, YamlKeyOrder.Instance))
                {
                    Emit(emitter, member.Name, StyleOf(member.Name) == ScalarStyle.Plain ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted);
                    Write(emitter, member.Value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonValueKind.Array:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
                foreach (var item in value.EnumerateArray())
                {
                    Write(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case JsonValueKind.String:
                WriteText(emitter, value.GetString()!);
                break;
            default:
                Emit(emitter, value.GetRawText(), ScalarStyle.Plain);
                break;
        }
    }

    private static void WriteText(Emitter emitter, string text) => Emit(emitter, text, StyleOf(text));

    // A tab is written as an escape; a block whose first line is indented or empty is not read back alike by all parsers.
    private static ScalarStyle StyleOf(string text) => text.Contains('\t') ? ScalarStyle.DoubleQuoted
        : text.Contains('\n') ? text[0] is ' ' or '\n' ? ScalarStyle.DoubleQuoted : ScalarStyle.Literal
        : StaysText(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted;

    private static void Emit(Emitter emitter, string text, ScalarStyle style) =>
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true));

    private static bool StaysText(string text) =>
        !Words.Contains(text) && !(text[0] is >= '0' and <= '9' or '+' or '-' or '.' && (NumberForm().IsMatch(text) || TimeForm().IsMatch(text)));

    [GeneratedRegex(@"^(?:[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?0x[0-9a-fA-F_]+|[-+]?0o?[0-7_]+|[-+]?0b[01_]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?)$")]
    private static partial Regex NumberForm();

    [GeneratedRegex(@"^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt ]\s*\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d*)?(?:\s*(?:Z|[-+]\d{1,2}(?::?\d{2})?))?$)")]
    private static partial Regex TimeForm();
}

/// <summary>The order of members in YAML: as text, but numbers in it by their value, and letters after everything else.</summary>
internal sealed class YamlKeyOrder : IComparer<string>
{
    public static YamlKeyOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (x!, y!);
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            if (left[i] != right[i])
            {
                return CompareFrom(left, right, i);
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int CompareFrom(string left, string right, int at)
    {
        var (isLeft, isRight) = (char.IsLetter(left[at]), char.IsLetter(right[at]));
        if (isLeft && isRight)
        {
            return left[at].CompareTo(right[at]);
        }

        if (isLeft || isRight)
        {
            return isRight ? -1 : 1;
        }

        // A zero inside a number is a digit like any other; a leading one is not.
        var inNumber = (left[at] == '0' || right[at] == '0') && left.AsSpan(0, at).TrimEnd('0') is [.., >= '1' and <= '9'] ? 1L : 0L;
        var (leftNumber, leftEnd) = Number(left, at, inNumber);
        var (rightNumber, rightEnd) = Number(right, at, inNumber);
        return leftNumber != rightNumber ? leftNumber.CompareTo(rightNumber)
            : leftEnd != rightEnd ? leftEnd.CompareTo(rightEnd)
            : left[at].CompareTo(right[at]);
    }

    private static (long Value, int End) Number(string text, int at, long value)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            value = unchecked((value * 10) + text[at] - '0');
            at++;
        }

        return (value, at);
    }
}
