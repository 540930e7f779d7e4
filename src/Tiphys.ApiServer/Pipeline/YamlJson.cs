using System.Globalization;
using System.Text;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>Turns the first document of a YAML text into JSON, event by event.</summary>
public sealed class YamlJson
{
    private const int MaxDepth = 500;

    private readonly JsonWriter _writer;
    private readonly YamlEvents _events;
    private readonly List<string> _duplicates;

    private YamlJson(YamlEvents events, JsonWriter writer, List<string> duplicates)
    {
        _events = events;
        _writer = writer;
        _duplicates = duplicates;
    }

    /// <summary>The JSON that says the same as the first document of the text.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="duplicates">Takes what is said of keys that a mapping has twice, the last of which counts.</param>
    /// <exception cref="ApiException">400: no YAML, or YAML that JSON cannot express.</exception>
    public static byte[] Convert(ReadOnlySpan<byte> yaml, List<string>? duplicates = null)
    {
        using var writer = new JsonWriter();
        try
        {
            var events = new YamlEvents(new Parser(new StringReader(Encoding.UTF8.GetString(yaml))));
            events.Take();
            if (!events.TryTake<DocumentStart>(out _))
            {
                return "null"u8.ToArray();
            }

            new YamlJson(events, writer, duplicates ?? []).Node(0);
            return writer.ToArray();
        }
        catch (YamlException error)
        {
            throw new ApiException(StatusErrors.BadRequest($"error converting YAML to JSON: yaml: {error.Message}").Status, error);
        }
    }

    /// <summary>One message for all duplicates.</summary>
    public static string Describe(IEnumerable<string> duplicates) => $"yaml: unmarshal errors:\n  {string.Join("\n  ", duplicates)}";

    private void Node(int depth)
    {
        if (depth > MaxDepth)
        {
            throw StatusErrors.BadRequest("error converting YAML to JSON: yaml: document is nested too deep or too large");
        }

        if (_events.TryTake<MappingStart>(out _))
        {
            Mapping(depth);
        }
        else if (_events.TryTake<SequenceStart>(out _))
        {
            _writer.StartArray();
            while (!_events.TryTake<SequenceEnd>(out _))
            {
                Node(depth + 1);
            }

            _writer.EndArray();
        }
        else if (_events.TryTake<Scalar>(out var scalar))
        {
            Value(scalar);
        }
        else
        {
            throw StatusErrors.BadRequest("error converting YAML to JSON: yaml: unexpected end of document");
        }
    }

    // Readers of JSON take the last of several members of one name, as those of YAML do.
    private void Mapping(int depth)
    {
        _writer.StartObject();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!_events.TryTake<MappingEnd>(out _))
        {
            if (!_events.TryTake<Scalar>(out var key))
            {
                throw StatusErrors.BadRequest("error converting YAML to JSON: yaml: a key of a mapping must be a text");
            }

            if (key is { Value: "<<", Style: ScalarStyle.Plain })
            {
                Merge(_events.TakeNode(), keys, depth);
                continue;
            }

            if (!keys.Add(key.Value))
            {
                _duplicates.Add(string.Create(CultureInfo.InvariantCulture, $"line {key.Start.Line}: key \"{key.Value}\" already set in map"));
            }

            _writer.NameOf(key.Value);
            Node(depth + 1);
        }

        _writer.EndObject();
    }

    // Members of other mappings, where this one has none of that name yet (YAML's merge key).
    private void Merge(List<ParsingEvent> node, HashSet<string> keys, int depth)
    {
        var isList = node[0] is SequenceStart;
        if (!isList && node[0] is not MappingStart)
        {
            throw StatusErrors.BadRequest("error converting YAML to JSON: yaml: map merge requires map or sequence of maps as the value");
        }

        var seen = new HashSet<string>(keys, StringComparer.Ordinal);
        _events.Insert(node);
        if (!isList)
        {
            MergeOne(seen, depth);
            return;
        }

        _events.Take();
        while (!_events.TryTake<SequenceEnd>(out _))
        {
            MergeOne(seen, depth);
        }
    }

    private void MergeOne(HashSet<string> seen, int depth)
    {
        if (!_events.TryTake<MappingStart>(out _))
        {
            throw StatusErrors.BadRequest("error converting YAML to JSON: yaml: map merge requires map or sequence of maps as the value");
        }

        while (!_events.TryTake<MappingEnd>(out _))
        {
            var key = ((Scalar)_events.Take()!).Value;
            if (seen.Add(key))
            {
                _writer.NameOf(key);
                Node(depth + 1);
            }
            else
            {
                _events.TakeNode();
            }
        }
    }

    private void Value(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain || scalar.Tag == "tag:yaml.org,2002:str")
        {
            _writer.String(text);
        }
        else if (text is "" or "~" or "null" or "Null" or "NULL")
        {
            _writer.Null();
        }
        else if (text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE" or "yes" or "Yes" or "YES" or "no" or "No" or "NO" or "on" or "On" or "ON"
            or "off" or "Off" or "OFF")
        {
            _writer.Boolean(text[0] is 't' or 'T' or 'y' or 'Y' || text is "on" or "On" or "ON");
        }
        else
        {
            Number(text);
        }
    }

    private void Number(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            _writer.Integer(digits.Length > 1 && digits[0] == '0' && IsOctal(digits) ? System.Convert.ToInt64(digits, 8) : integer);
        }
        else if (digits.StartsWith("0x", StringComparison.Ordinal)
            && long.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
        {
            _writer.Integer(hex);
        }
        else if (digits.StartsWith("0o", StringComparison.Ordinal) && digits.Length > 2 && IsOctal(digits[2..]))
        {
            _writer.Integer(System.Convert.ToInt64(digits[2..], 8));
        }
        else if (IsFloat(digits, out var number))
        {
            _writer.Number(number);
        }
        else
        {
            _writer.String(text);
        }
    }

    private static bool IsOctal(string digits) => digits.Length <= 20 && digits.All(digit => digit is >= '0' and <= '7');

    private static bool IsFloat(string text, out double number)
    {
        number = 0;
        return text.All(character => char.IsAsciiDigit(character) || character is '.' or 'e' or 'E' or '+' or '-')
            && text.Any(char.IsAsciiDigit)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }
}
