namespace Tiphys.Kubelet.Streaming.Spdy;

/// <summary>
/// A canonical Huffman code, given by the length of each symbol's code (RFC 1951, section 3.2.2). Codes of one length are consecutive
/// numbers, and the first of them is twice what follows the last of the length before: so a code is known by counting alone.
/// </summary>
internal sealed class HuffmanCode
{
    private const int MaxBits = 15;

    private readonly int[] _counts = new int[MaxBits + 1];
    private readonly int[] _symbols;

    public HuffmanCode(ReadOnlySpan<byte> lengths)
    {
        foreach (var length in lengths)
        {
            _counts[length]++;
        }

        _counts[0] = 0;
        CheckNotOverfull();
        var next = new int[MaxBits + 2];
        for (var bits = 1; bits <= MaxBits; bits++)
        {
            next[bits + 1] = next[bits] + _counts[bits];
        }

        _symbols = new int[next[MaxBits + 1]];
        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] > 0)
            {
                _symbols[next[lengths[symbol]]++] = symbol;
            }
        }
    }

    /// <summary>How far a symbol is read.</summary>
    public struct State
    {
        internal int Bits;
        internal int Code;
        internal int First;
        internal int Index;
    }

    /// <summary>Takes one bit more; true when it completes a symbol.</summary>
    public bool Next(ref State state, int bit, out int symbol)
    {
        state.Code |= bit;
        var count = _counts[++state.Bits];
        if (state.Code - count < state.First)
        {
            symbol = _symbols[state.Index + (state.Code - state.First)];
            return true;
        }

        state.Index += count;
        state.First = (state.First + count) << 1;
        state.Code <<= 1;
        symbol = 0;
        return false;
    }

    private void CheckNotOverfull()
    {
        var left = 1;
        for (var bits = 1; bits <= MaxBits; bits++)
        {
            left = (left << 1) - _counts[bits];
            if (left < 0)
            {
                throw new StreamProtocolException("the compressed headers are broken");
            }
        }
    }
}
