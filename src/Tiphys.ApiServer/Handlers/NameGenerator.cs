using System.Security.Cryptography;

namespace Tiphys.ApiServer.Handlers;

/// <summary>Names for <c>generateName</c>: the prefix, cut to leave room, and five characters that spell no words.</summary>
internal static class NameGenerator
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;
    private const int MaxLength = 63;

    public static string Generate(string prefix)
    {
        var room = MaxLength - SuffixLength;
        return (prefix.Length > room ? prefix[..room] : prefix) + RandomNumberGenerator.GetString(Alphabet, SuffixLength);
    }
}
