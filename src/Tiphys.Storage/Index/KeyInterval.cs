namespace Tiphys.Storage.Index;

/// <summary>The keys from <paramref name="Lower"/> on (without it when exclusive) and below <paramref name="Upper"/>; null is no bound.</summary>
internal readonly record struct KeyInterval(string Lower, bool LowerExclusive, string? Upper)
{
    /// <summary>The keys with a prefix, after a key if one is given.</summary>
    public static KeyInterval Of(string prefix, string? startAfter) =>
        startAfter is not null && string.CompareOrdinal(startAfter, prefix) >= 0
            ? new KeyInterval(startAfter, true, UpperBound(prefix))
            : new KeyInterval(prefix, false, UpperBound(prefix));

    public int LowerIndex(LeafNode leaf)
    {
        var index = leaf.LowerBound(Lower);
        return LowerExclusive && index < leaf.Width && string.Equals(leaf.Items[index].Key, Lower) ? index + 1 : index;
    }

    public int UpperIndex(LeafNode leaf) => Upper is null ? leaf.Width : leaf.LowerBound(Upper);

    public int FirstChild(BranchNode branch) => branch.ChildFor(Lower);

    public int LastChild(BranchNode branch) => Upper is null ? branch.Width - 1 : branch.ChildFor(Upper);

    // The first string after all that start with the prefix: "/a/" gives "/a0".
    private static string? UpperBound(string prefix)
    {
        var length = prefix.Length;
        while (length > 0 && prefix[length - 1] == char.MaxValue)
            length--;
        return length == 0 ? null : string.Concat(prefix.AsSpan(0, length - 1), [(char)(prefix[length - 1] + 1)]);
    }
}
