using System.Text;
using System.Text.Json;

namespace Tiphys.Api.Json.Tree;

/// <summary>Builds a tree from UTF-8 text.</summary>
internal ref struct JsonTreeParser
{
    private readonly ICollection<string>? _duplicates;
    private readonly List<PathStep>? _path;
    private Utf8JsonReader _reader;

    private JsonTreeParser(ReadOnlySpan<byte> utf8, ICollection<string>? duplicates)
    {
        _reader = new Utf8JsonReader(utf8, ApiJson.ReaderOptions);
        _duplicates = duplicates;
        _path = duplicates is null ? null : [];
    }

    public static JsonValue Parse(ReadOnlySpan<byte> utf8, ICollection<string>? duplicates)
    {
        if (utf8.IsEmpty)
        {
            throw new JsonDecodeException("unexpected end of JSON input");
        }

        try
        {
            var parser = new JsonTreeParser(utf8, duplicates);
            parser._reader.Read();
            var value = parser.ReadValue();
            return parser._reader.Read() ? throw new JsonDecodeException("invalid character after top-level value") : value;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // An invalid operation is text that is no UTF-8, or half of a surrogate pair.
            throw new JsonDecodeException(error is JsonException json ? JsonSyntax.Describe(utf8, json) : "invalid UTF-8 in string literal", error);
        }
    }

    private JsonValue ReadValue() => _reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadMap(),
        JsonTokenType.StartArray => ReadList(),
        JsonTokenType.String => _reader.ValueSpan.IsEmpty ? JsonText.Empty : new JsonText(_reader.GetString()!),
        JsonTokenType.Number => JsonNumber.Of(_reader.ValueSpan),
        JsonTokenType.True => JsonBoolean.True,
        JsonTokenType.False => JsonBoolean.False,
        _ => JsonNull.Instance,
    };

    private JsonMap ReadMap()
    {
        var builder = new JsonMapBuilder();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = JsonNames.Get(ref _reader);
            _path?.Add(new PathStep(name, -1));
            _reader.Read();
            if (!builder.Set(name, ReadValue()))
            {
                _duplicates?.Add(PathStep.Format(_path!));
            }

            _path?.RemoveAt(_path.Count - 1);
        }

        return builder.ToMap();
    }

    private JsonList ReadList()
    {
        var items = new List<JsonValue>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            _path?.Add(new PathStep(null, items.Count));
            items.Add(ReadValue());
            _path?.RemoveAt(_path.Count - 1);
        }

        return items.Count == 0 ? JsonList.Empty : new JsonList([.. items]);
    }

    private readonly record struct PathStep(string? Name, int Index)
    {
        public static string Format(List<PathStep> path)
        {
            var text = new StringBuilder();
            foreach (var step in path)
            {
                if (step.Name is null)
                {
                    text.Append('[').Append(step.Index).Append(']');
                }
                else
                {
                    text.Append(text.Length == 0 ? "" : ".").Append(step.Name);
                }
            }

            return text.ToString();
        }
    }
}
