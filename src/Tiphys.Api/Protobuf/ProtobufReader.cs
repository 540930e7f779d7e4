using System.Buffers.Binary;
using System.Text;

namespace Tiphys.Api.Protobuf;

/// <summary>Reads one value of a map.</summary>
public delegate T ProtobufValueReader<out T>(ref ProtobufReader reader);

/// <summary>Reads one protobuf message from memory. Unknown fields are skipped, as the API's rules for upgrades ask.</summary>
public ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    // As deep as upstream's decoder lets messages nest; keeps the stack safe.
    private const int MaxDepth = 250;

    private readonly ReadOnlySpan<byte> _message = message;
    private int _position;
    private int _depth;
    private int _wire;

    /// <summary>Number of the next field; false at the end of the message.</summary>
    public bool ReadTag(out int number)
    {
        if (_position >= _message.Length)
        {
            number = 0;
            return false;
        }

        var tag = ReadVarint();
        number = (int)(tag >> 3);
        _wire = (int)(tag & 7);
        if (number <= 0)
        {
            throw new ProtobufException("proto: illegal tag");
        }

        return true;
    }

    /// <summary>Reads a whole number.</summary>
    public long ReadInt64()
    {
        Expect(0);
        return (long)ReadVarint();
    }

    /// <summary>Reads a whole number.</summary>
    public int ReadInt32() => (int)ReadInt64();

    /// <summary>Reads true or false.</summary>
    public bool ReadBoolean() => ReadInt64() != 0;

    /// <summary>Reads a number with a fraction.</summary>
    public double ReadDouble()
    {
        Expect(1);
        return BinaryPrimitives.ReadDoubleLittleEndian(Take(8));
    }

    /// <summary>Reads a string.</summary>
    public string ReadString() => Encoding.UTF8.GetString(ReadSpan());

    /// <summary>Reads bytes.</summary>
    public ApiBytes ReadBytes() => new(ReadSpan().ToArray());

    /// <summary>Reads the bytes of a field without a copy.</summary>
    public ReadOnlySpan<byte> ReadSpan()
    {
        Expect(2);
        var length = ReadVarint();
        if (length > int.MaxValue)
        {
            throw new ProtobufException("proto: negative length found during unmarshaling");
        }

        return Take((int)length);
    }

    /// <summary>A reader for the message in this field.</summary>
    public ProtobufReader ReadMessage()
    {
        if (_depth >= MaxDepth)
        {
            throw new ProtobufException("proto: message nests too deep");
        }

        return new ProtobufReader(ReadSpan()) { _depth = _depth + 1 };
    }

    /// <summary>Reads an object.</summary>
    public T ReadObject<T>()
        where T : class, IApiType<T>
    {
        var inner = ReadMessage();
        return T.ReadProtobuf(ref inner);
    }

    /// <summary>Reads one entry of a map; what the message leaves out is empty.</summary>
    public KeyValuePair<string, T> ReadEntry<T>(T missing, ProtobufValueReader<T> read)
    {
        var entry = ReadMessage();
        var key = "";
        var value = missing;
        while (entry.ReadTag(out var number))
        {
            switch (number)
            {
                case 1:
                    key = entry.ReadString();
                    break;
                case 2:
                    value = read(ref entry);
                    break;
                default:
                    entry.Skip();
                    break;
            }
        }

        return new(key, value);
    }

    /// <summary>Skips the value of an unknown field.</summary>
    public void Skip()
    {
        switch (_wire)
        {
            case 0:
                ReadVarint();
                break;
            case 1:
                Take(8);
                break;
            case 2:
                ReadSpan();
                break;
            case 5:
                Take(4);
                break;
            default:
                throw new ProtobufException($"proto: illegal wireType {_wire}");
        }
    }

    private readonly void Expect(int wire)
    {
        if (_wire != wire)
        {
            throw new ProtobufException($"proto: wrong wireType = {_wire}");
        }
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position >= _message.Length)
            {
                throw new ProtobufException("unexpected EOF");
            }

            var part = _message[_position++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new ProtobufException("proto: integer overflow");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _message.Length - _position)
        {
            throw new ProtobufException("unexpected EOF");
        }

        var span = _message.Slice(_position, length);
        _position += length;
        return span;
    }
}
