namespace Tiphys.Kubelet.Streaming.Spdy;

/// <summary>
/// Unpacks deflate (RFC 1951) piece by piece with a dictionary, which the framework's streams cannot. Each piece ends at a block's end, as
/// a flush leaves it; the window and bits left over go on into the next piece.
/// </summary>
internal sealed class Inflater
{
    private const int WindowSize = 32 * 1024;
    private const int MaxCodeBits = 15;
    private const int EndOfBlock = 256;

    private static readonly short[] LengthBase =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static readonly byte[] LengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static readonly short[] DistanceBase =
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289,
        16385, 24577,
    ];

    private static readonly byte[] CodeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private static readonly HuffmanCode FixedLiterals = new([.. Lengths(144, 8), .. Lengths(112, 9), .. Lengths(24, 7), .. Lengths(8, 8)]);
    private static readonly HuffmanCode FixedDistances = new(Lengths(30, 5));

    private byte[] _output = new byte[2 * WindowSize];
    private int _length;
    private int _limit;
    private ReadOnlyMemory<byte> _input;
    private int _position;
    private uint _bits;
    private int _bitCount;
    private bool _ended;

    public Inflater(ReadOnlySpan<byte> dictionary)
    {
        dictionary = dictionary[Math.Max(0, dictionary.Length - WindowSize)..];
        dictionary.CopyTo(_output);
        _length = dictionary.Length;
    }

    /// <summary>Unpacks one piece; the result is good until the next call.</summary>
    /// <exception cref="StreamProtocolException">It is not deflate, does not end with a block, or gives more than <paramref name="limit"/> bytes.</exception>
    public ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> input, int limit)
    {
        KeepWindow();
        var start = _length;
        (_input, _position, _limit) = (input, 0, _length + limit);
        while (_position < _input.Length && !_ended)
        {
            ReadBlock();
        }

        _input = default;
        return _output.AsMemory(start, _length - start);
    }

    private static byte[] Lengths(int count, byte length)
    {
        var lengths = new byte[count];
        Array.Fill(lengths, length);
        return lengths;
    }

    private void KeepWindow()
    {
        if (_length > WindowSize)
        {
            _output.AsSpan(_length - WindowSize, WindowSize).CopyTo(_output);
            _length = WindowSize;
        }
    }

    private void ReadBlock()
    {
        _ended = Bits(1) == 1;
        switch (Bits(2))
        {
            case 0:
                ReadStored();
                break;
            case 1:
                ReadCompressed(FixedLiterals, FixedDistances);
                break;
            case 2:
                ReadDynamic();
                break;
            default:
                throw Broken();
        }
    }

    private void ReadStored()
    {
        // What is left of the current byte is padding; whole bytes are never read ahead.
        (_bits, _bitCount) = (0, 0);
        var length = Bits(16);
        if (length != (~Bits(16) & 0xffff) || length > _input.Length - _position)
        {
            throw Broken();
        }

        var bytes = _input.Span.Slice(_position, length);
        Reserve(length);
        bytes.CopyTo(_output.AsSpan(_length));
        _length += length;
        _position += length;
    }

    private void ReadDynamic()
    {
        var (literals, distances, codes) = (Bits(5) + 257, Bits(5) + 1, Bits(4) + 4);
        if (literals > 286 || distances > 30)
        {
            throw Broken();
        }

        var lengths = new byte[CodeLengthOrder.Length];
        for (var i = 0; i < codes; i++)
        {
            lengths[CodeLengthOrder[i]] = (byte)Bits(3);
        }

        var all = ReadCodeLengths(new HuffmanCode(lengths), literals + distances);
        ReadCompressed(new HuffmanCode(all[..literals]), new HuffmanCode(all[literals..]));
    }

    private byte[] ReadCodeLengths(HuffmanCode code, int count)
    {
        var lengths = new byte[count];
        for (var i = 0; i < count;)
        {
            var symbol = Symbol(code);
            if (symbol < 16)
            {
                lengths[i++] = (byte)symbol;
                continue;
            }

            var value = symbol == 16 ? (i > 0 ? lengths[i - 1] : throw Broken()) : (byte)0;
            var repeat = symbol switch { 16 => 3 + Bits(2), 17 => 3 + Bits(3), _ => 11 + Bits(7) };
            if (repeat > count - i)
            {
                throw Broken();
            }

            lengths.AsSpan(i, repeat).Fill(value);
            i += repeat;
        }

        return lengths;
    }

    private void ReadCompressed(HuffmanCode literals, HuffmanCode distances)
    {
        for (var symbol = Symbol(literals); symbol != EndOfBlock; symbol = Symbol(literals))
        {
            if (symbol < EndOfBlock)
            {
                Reserve(1);
                _output[_length++] = (byte)symbol;
                continue;
            }

            CopyMatch(symbol - EndOfBlock - 1, distances);
        }
    }

    private void CopyMatch(int lengthCode, HuffmanCode distances)
    {
        if (lengthCode >= LengthBase.Length)
        {
            throw Broken();
        }

        var length = LengthBase[lengthCode] + Bits(LengthExtra[lengthCode]);
        var distanceCode = Symbol(distances);
        if (distanceCode >= DistanceBase.Length)
        {
            throw Broken();
        }

        var distance = DistanceBase[distanceCode] + Bits(Math.Max(0, (distanceCode / 2) - 1));
        if (distance > _length)
        {
            throw Broken();
        }

        Reserve(length);
        for (var i = 0; i < length; i++, _length++)
        {
            _output[_length] = _output[_length - distance];
        }
    }

    private int Symbol(HuffmanCode code)
    {
        var state = default(HuffmanCode.State);
        for (var bits = 0; bits < MaxCodeBits; bits++)
        {
            if (code.Next(ref state, Bits(1), out var symbol))
            {
                return symbol;
            }
        }

        throw Broken();
    }

    private int Bits(int count)
    {
        while (_bitCount < count)
        {
            if (_position == _input.Length)
            {
                throw Broken();
            }

            _bits |= (uint)_input.Span[_position++] << _bitCount;
            _bitCount += 8;
        }

        var value = (int)(_bits & ((1u << count) - 1));
        _bits >>= count;
        _bitCount -= count;
        return value;
    }

    private void Reserve(int count)
    {
        if (count > _limit - _length)
        {
            throw new StreamProtocolException("the header block is too large");
        }

        if (_output.Length - _length < count)
        {
            Array.Resize(ref _output, Math.Max(_output.Length * 2, _length + count));
        }
    }

    private static StreamProtocolException Broken() => new("the compressed headers are broken");
}
