using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tiphys.Fuzz.Tests.Engine;

/// <summary>Changes inputs: bytes and pieces of any, and values, names and depth of those that are JSON.</summary>
internal sealed class Mutator(Random random)
{
    private const int MaxBytes = 256 * 1024;

    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "null", "true", "-1", "0", "9223372036854775807", "-9223372036854775808", "1e999999999", "0.0000000000000000000000001", "\"\"", "{}", "[]", "[[[[", "}}}}",
            "\\u0000", "\\ud800", "\ufeff", "\0", "\r\n", "%00", "../", "~1", "~01", "/-", "$patch", "$retainKeys", "$setElementOrder/", "$deleteFromPrimitiveList/",
            "f:", "k:{", "v:\"", "i:-1", "in (", "notin (", "!=", "==", ",", ";q=0.5", "as=Table", "g=meta.k8s.io", "&a", "*a", "<<: ", "- ", "? ", "!!binary ", "|\n", "999999999999999999999Ei", "1n",
            "1h1h", "-0", "1e-999999", "k8s\0",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
        [0x80, 0x80, 0x80, 0x80, 0x10],
        [0xc0, 0x80],
        [0xed, 0xa0, 0x80],
    ];

    /// <summary>An input made from one of the corpus, sometimes with a piece of another.</summary>
    public byte[] Mutate(IReadOnlyList<byte[]> corpus)
    {
        var input = corpus[random.Next(corpus.Count)];
        if (random.Next(3) == 0 && ChangeJson(input) is { } changed)
        {
            input = changed;
        }

        for (var rounds = 1 << random.Next(4); rounds > 0; rounds--)
        {
            input = ChangeBytes(input, corpus[random.Next(corpus.Count)]);
        }

        return input.Length <= MaxBytes ? input : input[..MaxBytes];
    }

    private byte[] ChangeBytes(byte[] input, byte[] other)
    {
        var at = random.Next(input.Length + 1);
        var end = random.Next(at, Math.Min(input.Length, at + (1 << random.Next(8))) + 1);
        switch (random.Next(8))
        {
            case 0 when at < input.Length:
                var flipped = (byte[])input.Clone();
                flipped[at] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1 when at < input.Length:
                var set = (byte[])input.Clone();
                set[at] = (byte)random.Next(256);
                return set;
            case 2:
                return [.. input[..at], .. input[end..]];
            case 3:
                return [.. input[..at], .. Tokens[random.Next(Tokens.Length)], .. input[at..]];
            case 4:
                return [.. input[..at], .. Tokens[random.Next(Tokens.Length)], .. input[end..]];
            case 5:
                return [.. input[..end], .. input[at..]];
            case 6:
                var from = random.Next(other.Length + 1);
                return [.. input[..at], .. other[from..random.Next(from, other.Length + 1)], .. input[end..]];
            default:
                return Repeat(input, at, end);
        }
    }

    private byte[] Repeat(byte[] input, int at, int end)
    {
        var piece = input[at..end];
        var times = 1 << random.Next(12);
        if (piece.Length == 0 || piece.Length * times > MaxBytes)
        {
            return input;
        }

        return [.. input[..at], .. Enumerable.Repeat(piece, times).SelectMany(bytes => bytes), .. input[end..]];
    }

    private byte[]? ChangeJson(byte[] input)
    {
        // What comes before the first brace is the target's own.
        var start = input.AsSpan().IndexOf((byte)'{');
        if (start < 0)
        {
            return null;
        }

        try
        {
            var root = JsonNode.Parse(input.AsSpan(start), null, new JsonDocumentOptions { MaxDepth = 64 })!;
            ChangeNode(root);
            return [.. input[..start], .. Encoding.UTF8.GetBytes(root.ToJsonString())];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private void ChangeNode(JsonNode root)
    {
        var parents = new List<JsonNode>();
        Collect(root, parents);
        switch (parents[random.Next(parents.Count)])
        {
            case JsonObject { Count: > 0 } map:
                var (name, _) = map.ElementAt(random.Next(map.Count));
                ChangeMember(map, name);
                break;
            case JsonArray { Count: > 0 } list:
                var index = random.Next(list.Count);
                if (random.Next(2) == 0)
                {
                    list.Add(list[index]?.DeepClone());
                }
                else
                {
                    list[index] = NewValue(list[index]);
                }

                break;
            default:
                break;
        }
    }

    private void ChangeMember(JsonObject map, string name)
    {
        var value = map[name]?.DeepClone();
        switch (random.Next(4))
        {
            case 0:
                map.Remove(name);
                break;
            case 1:
                map[Encoding.UTF8.GetString(Tokens[random.Next(Tokens.Length)])] = value;
                break;
            case 2:
                map[name.ToUpperInvariant()] = value;
                break;
            default:
                map[name] = NewValue(value);
                break;
        }
    }

    private JsonNode? NewValue(JsonNode? old) => random.Next(9) switch
    {
        0 => null,
        1 => JsonValue.Create(random.NextInt64()),
        2 => JsonValue.Create(Encoding.UTF8.GetString(Tokens[random.Next(Tokens.Length)])),
        3 => new JsonArray(old?.DeepClone(), old?.DeepClone()),
        4 => new JsonObject { ["name"] = old?.DeepClone() },
        5 => JsonValue.Create(new string('a', 1 << random.Next(16))),
        6 => Nested(1 << random.Next(10)),
        7 => JsonValue.Create(random.Next(2) == 0),
        _ => JsonValue.Create(-random.NextDouble() * 1e18),
    };

    private JsonNode Nested(int depth)
    {
        JsonNode node = new JsonObject();
        for (var level = 0; level < Math.Min(depth, 50); level++)
        {
            node = random.Next(2) == 0 ? new JsonArray(node) : new JsonObject { ["a"] = node };
        }

        return node;
    }

    private static void Collect(JsonNode? node, List<JsonNode> parents)
    {
        if (node is JsonObject map)
        {
            parents.Add(map);
            foreach (var (_, value) in map)
            {
                Collect(value, parents);
            }
        }
        else if (node is JsonArray list)
        {
            parents.Add(list);
            foreach (var value in list)
            {
                Collect(value, parents);
            }
        }
    }
}
