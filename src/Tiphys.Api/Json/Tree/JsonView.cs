using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Tiphys.Api.Json.Tree;

/// <summary>
/// Reads one level of a JSON text that is known to be well formed:
/// <c>{"metadata":{…},"spec":{…}}</c> gives two members whose values keep their place in the text and are not read.
/// </summary>
internal ref struct JsonView
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> NumberEnd = SearchValues.Create(",}] \t\r\n"u8);

    private readonly ReadOnlyMemory<byte> _text;
    private readonly ReadOnlySpan<byte> _span;
    private int _at;

    private JsonView(ReadOnlyMemory<byte> text)
    {
        _text = text;
        _span = text.Span;
    }

    /// <summary>The value that a text is.</summary>
    public static JsonValue Read(ReadOnlyMemory<byte> text)
    {
        var view = new JsonView(text);
        view.SkipSpace();
        return view.ReadValue();
    }

    /// <summary>The members of the object that a text is; of two with one name the later wins.</summary>
    public static KeyValuePair<string, JsonValue>[] Members(ReadOnlyMemory<byte> text)
    {
        var view = new JsonView(text);
        var members = new JsonMapBuilder(8);
        view._at = 1;
        while (view.Next('}'))
        {
            var name = view.ReadName();
            view.SkipSpace();
            view._at++; // the colon
            view.SkipSpace();
            members.Set(name, view.ReadValue());
        }

        return members.ToArray();
    }

    /// <summary>The items of the list that a text is.</summary>
    public static JsonValue[] Items(ReadOnlyMemory<byte> text)
    {
        var view = new JsonView(text);
        var items = new List<JsonValue>();
        view._at = 1;
        while (view.Next(']'))
        {
            items.Add(view.ReadValue());
        }

        return [.. items];
    }

    // Stands at the next member or item, or behind the end.
    private bool Next(char end)
    {
        SkipSpace();
        if (_span[_at] == ',')
        {
            _at++;
            SkipSpace();
        }

        return _span[_at] != end;
    }

    private JsonValue ReadValue()
    {
        var start = _at;
        switch (_span[start])
        {
            case (byte)'{':
                _at = ContainerEnd(start);
                return _at - start == 2 ? JsonMap.Empty : new JsonMap(_text[start.._at]);
            case (byte)'[':
                _at = ContainerEnd(start);
                return _at - start == 2 ? JsonList.Empty : new JsonList(_text[start.._at]);
            case (byte)'"':
                return ReadText();
            case (byte)'t':
                _at += 4;
                return JsonBoolean.True;
            case (byte)'f':
                _at += 5;
                return JsonBoolean.False;
            case (byte)'n':
                _at += 4;
                return JsonNull.Instance;
            default:
                return ReadNumber();
        }
    }

    private string ReadName()
    {
        var start = _at;
        _at = StringEnd(start);
        var inner = _span[(start + 1)..(_at - 1)];
        return inner.Contains((byte)'\\') ? Unescape(_span[start.._at]) : JsonNames.Get(inner);
    }

    private JsonText ReadText()
    {
        var start = _at;
        _at = StringEnd(start);
        var inner = _span[(start + 1)..(_at - 1)];
        return inner.IsEmpty ? JsonText.Empty
            : new JsonText(inner.Contains((byte)'\\') ? Unescape(_span[start.._at]) : Encoding.UTF8.GetString(inner));
    }

    private JsonNumber ReadNumber()
    {
        var rest = _span[_at..];
        var length = rest.IndexOfAny(NumberEnd);
        var digits = length < 0 ? rest : rest[..length];
        _at += digits.Length;
        return JsonNumber.Of(digits);
    }

    private void SkipSpace()
    {
        while (_span[_at] <= ' ')
        {
            _at++;
        }
    }

    private readonly int ContainerEnd(int start)
    {
        var at = start;
        var depth = 0;
        do
        {
            at += Found(_span[at..].IndexOfAny(Structure));
            switch (_span[at])
            {
                case (byte)'"':
                    at = StringEnd(at);
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    at++;
                    break;
                default:
                    depth--;
                    at++;
                    break;
            }
        }
        while (depth > 0);
        return at;
    }

    // Behind the closing quote of the string whose opening quote is given.
    private readonly int StringEnd(int start)
    {
        var at = start + 1;
        while (true)
        {
            at += Found(_span[at..].IndexOfAny((byte)'"', (byte)'\\'));
            if (_span[at] == '"')
            {
                return at + 1;
            }

            at += 2;
        }
    }

    // A text that was not well formed after all must not send anybody round in circles.
    private static int Found(int at) => at >= 0 ? at : throw new JsonDecodeException("unexpected end of JSON input");

    private static string Unescape(ReadOnlySpan<byte> quoted)
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }
}
