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
    private const int MaxNodes = 1_000_000;

    private readonly JsonWriter _writer;
    private readonly Parser _parser;
    private int _nodes;

    private YamlJson(Parser parser, JsonWriter writer)
    {
        _parser = parser;
        _writer = writer;
    }

    /// <summary>The JSON that says the same as the first document of the text.</summary>
    /// <exception cref="ApiException">400: no YAML, or YAML that JSON cannot express.</exception>
    public static byte[] Convert(ReadOnlySpan<byte> yaml)
    {
        using var writer = new JsonWriter();
        try
        {
            var parser = new Parser(new StringReader(Encoding.UTF8.GetString(yaml)));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                return "null"u8.ToArray();
            }

            new YamlJson(parser, writer).Node(0);
            return writer.ToArray();
        }
        catch (YamlException error)
        {
            throw new ApiException(StatusErrors.BadRequest($"error converting YAML to JSON: yaml: {error.Message}").Status, error);
        }
    }

    private void Node(int depth)
    {
        if (depth > MaxDepth || ++_nodes > MaxNodes)
        {
            throw StatusErrors.BadRequest("error converting YAML to JSON: yaml: document is nested too deep or too large");
        }

        if (_parser.TryConsume<MappingStart>(out _))
        {
            Mapping(depth);
        }
        else if (_parser.TryConsume<SequenceStart>(out _))
        {
            _writer.StartArray();
            while (!_parser.TryConsume<SequenceEnd>(out _))
            {
                Node(depth + 1);
            }

            _writer.EndArray();
        }
        else if (_parser.TryConsume<Scalar>(out var scalar))
        {
            Value(scalar);
        }
        else
        {
            throw StatusErrors.BadRequest("error converting YAML to JSON: yaml: anchors and aliases are not supported");
        }
    }

    private void Mapping(int depth)
    {
        _writer.StartObject();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            _writer.NameOf(_parser.Consume<Scalar>().Value);
            Node(depth + 1);
        }

        _writer.EndObject();
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
