using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tiphys.ApiServer.FlowControl.Queuing;

/// <summary>
/// Gives each flow a hand of queues, so that few flows share all of theirs with a flood: two flows have the same hand of 6 of 128 with a
/// chance of one in 5 thousand million.
/// </summary>
internal static class ShuffleSharding
{
    /// <summary>The largest hand whose deal a hash of 64 bits can decide.</summary>
    public const int MaxHand = 15;

    /// <summary>The number that decides a flow's hand: of its schema's name and what tells its flows apart.</summary>
    public static ulong Hash(string schema, string distinguisher)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(schema + '\0' + distinguisher), digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest);
    }

    /// <summary>Fills the hand with different numbers below the size of the deck.</summary>
    public static void Deal(ulong hash, int deck, Span<int> hand)
    {
        // Card i is drawn from what is left after i cards; counting past the cards before it makes it a card of the whole deck.
        Span<int> drawn = stackalloc int[hand.Length];
        for (var i = 0; i < hand.Length; i++)
        {
            (hash, var rest) = Math.DivRem(hash, (ulong)(deck - i));
            drawn[i] = (int)rest;
            var card = drawn[i];
            for (var j = i - 1; j >= 0; j--)
            {
                card += card >= drawn[j] ? 1 : 0;
            }

            hand[i] = card;
        }
    }
}
