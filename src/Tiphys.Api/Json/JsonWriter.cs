using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;

namespace Tiphys.Api.Json;

/// <summary>
/// Writes compact JSON into a pooled buffer. Property names come ready with quotes and colon, commas are put by the writer.
/// Faster than a general writer because nothing is checked: the generated code is always well formed.
/// </summary>
public sealed class JsonWriter : IBufferWriter<byte>, IDisposable
{
    private static readonly SearchValues<char> MustEscape = SearchValues.Create(EscapedCharacters());
    private byte[] _buffer;
    private int _length;
    private bool _needsComma;

    /// <summary>Starts with a pooled buffer of at least the given size in bytes.</summary>
    public JsonWriter(int capacity = 4096) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>True to write lists and maps without content as <c>null</c>, like those that were never set.</summary>
    public bool EmptyIsNull { get; init; }

    /// <summary>What has been written; valid until the next write.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _length);

    /// <summary>What has been written; valid until the next write.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _length);

    /// <summary>Number of bytes written.</summary>
    public int Length => _length;

    /// <summary>A copy of what has been written.</summary>
    public byte[] ToArray() => WrittenSpan.ToArray();

    /// <summary>Forgets what has been written.</summary>
    public void Clear()
    {
        _length = 0;
        _needsComma = false;
    }

    /// <summary>Forgets what has been written because it was sent on: the text goes on where it was.</summary>
    public void Drain() => _length = 0;

    /// <summary>Gives the buffer back to the pool.</summary>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _length = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Starts an object.</summary>
    public void StartObject() => Open((byte)'{');

    /// <summary>Ends an object.</summary>
    public void EndObject() => Close((byte)'}');

    /// <summary>Starts a list.</summary>
    public void StartArray() => Open((byte)'[');

    /// <summary>Ends a list.</summary>
    public void EndArray() => Close((byte)']');

    /// <summary>Writes a property name that is given with its quotes and colon, for example <c>"name":</c>.</summary>
    public void Name(ReadOnlySpan<byte> quotedNameAndColon)
    {
        var span = Reserve(quotedNameAndColon.Length + 1);
        var at = 0;
        if (_needsComma)
        {
            span[at++] = (byte)',';
        }

        quotedNameAndColon.CopyTo(span[at..]);
        _length += at + quotedNameAndColon.Length;
        _needsComma = false;
    }

    /// <summary>Writes a property name that may hold any character.</summary>
    public void NameOf(string name)
    {
        String(name);
        Reserve(1)[0] = (byte)':';
        _length++;
        _needsComma = false;
    }

    /// <summary>Writes <c>null</c>.</summary>
    public void Null() => Raw("null"u8);

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    /// <summary>Writes a whole number.</summary>
    public void Integer(long value)
    {
        Comma();
        Utf8Formatter.TryFormat(value, Reserve(20), out var written);
        _length += written;
        _needsComma = true;
    }

    /// <summary>Writes a number with a fraction, as Go does.</summary>
    public void Number(double value)
    {
        var text = value == Math.Truncate(value) && Math.Abs(value) < 1e21
            ? value.ToString("F0", System.Globalization.CultureInfo.InvariantCulture)
            : value.ToString("R", System.Globalization.CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
        Raw(Encoding.ASCII.GetBytes(text));
    }

    /// <summary>Writes one JSON value that is already encoded.</summary>
    public void Raw(ReadOnlySpan<byte> json)
    {
        Comma();
        json.CopyTo(Reserve(json.Length));
        _length += json.Length;
        _needsComma = true;
    }

    /// <summary>Writes bytes as base64 text.</summary>
    public void Base64(ReadOnlySpan<byte> bytes)
    {
        Comma();
        var span = Reserve(Base64Length(bytes.Length) + 2);
        span[0] = (byte)'"';
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, span[1..], out _, out var written);
        span[written + 1] = (byte)'"';
        _length += written + 2;
        _needsComma = true;
    }

    /// <summary>Writes a string.</summary>
    public void String(ReadOnlySpan<char> value)
    {
        Comma();
        Reserve(1)[0] = (byte)'"';
        _length++;
        while (true)
        {
            var plain = value.IndexOfAny(MustEscape);
            var part = plain < 0 ? value : value[..plain];
            _length += Encoding.UTF8.GetBytes(part, Reserve(part.Length * 3));
            if (plain < 0)
            {
                break;
            }

            Escape(value[plain]);
            value = value[(plain + 1)..];
        }

        Reserve(1)[0] = (byte)'"';
        _length++;
        _needsComma = true;
    }

    private void Escape(char character)
    {
        var span = Reserve(6);
        span[0] = (byte)'\\';
        byte letter = character switch
        {
            '"' => (byte)'"',
            '\\' => (byte)'\\',
            '\n' => (byte)'n',
            '\r' => (byte)'r',
            '\t' => (byte)'t',
            '\b' => (byte)'b',
            '\f' => (byte)'f',
            _ => 0,
        };
        if (letter != 0)
        {
            span[1] = letter;
            _length += 2;
            return;
        }

        span[1] = (byte)'u';
        for (var i = 0; i < 4; i++)
        {
            span[2 + i] = (byte)"0123456789abcdef"[(character >> (12 - (4 * i))) & 15];
        }

        _length += 6;
    }

    private static char[] EscapedCharacters()
    {
        // Beside what JSON demands, the two line separators that upstream escapes too.
        var characters = Enumerable.Range(0, 32).Select(code => (char)code).ToList();
        characters.AddRange(['"', '\\', '\u2028', '\u2029']);
        return [.. characters];
    }

    private static int Base64Length(int bytes) => (bytes + 2) / 3 * 4;

    private void Open(byte bracket)
    {
        Comma();
        Reserve(1)[0] = bracket;
        _length++;
        _needsComma = false;
    }

    private void Close(byte bracket)
    {
        Reserve(1)[0] = bracket;
        _length++;
        _needsComma = true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Comma()
    {
        if (_needsComma)
        {
            Reserve(1)[0] = (byte)',';
            _length++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int size)
    {
        if (_buffer.Length - _length < size)
        {
            Grow(size);
        }

        return _buffer.AsSpan(_length);
    }

    private void Grow(int size)
    {
        var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + size));
        WrittenSpan.CopyTo(bigger);
        var old = _buffer;
        _buffer = bigger;
        if (old.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(old);
        }
    }

    void IBufferWriter<byte>.Advance(int count) => _length += count;

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint)
    {
        Reserve(Math.Max(1, sizeHint));
        return _buffer.AsMemory(_length);
    }

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => Reserve(Math.Max(1, sizeHint));
}
