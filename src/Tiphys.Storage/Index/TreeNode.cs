namespace Tiphys.Storage.Index;

/// <summary>
/// A node of the key tree: a B+tree whose nodes are never changed, only replaced along the path to the root. A reader that holds
/// a root has a fixed set of keys; which version of each it sees is decided by its revision (<see cref="KeyVersions"/>), so that
/// an update of an existing key replaces no node.
/// </summary>
/// <param name="liveCount">How many keys below exist (are not tombstones) as of this root.</param>
/// <param name="changeRevision">
/// The newest revision at which a key below was created or deleted. A reader at or after it may take
/// <paramref name="liveCount"/> instead of looking at the keys, which makes counting cheap.
/// </param>
internal abstract class TreeNode(int liveCount, long changeRevision)
{
    public const int MaxWidth = 64;

    /// <summary>Two neighbours that together fit into this become one.</summary>
    public const int MergeWidth = MaxWidth / 2;

    public int LiveCount { get; } = liveCount;

    public long ChangeRevision { get; } = changeRevision;

    public abstract string FirstKey { get; }

    public abstract int Width { get; }
}

internal sealed class LeafNode(KeyVersions[] items, int liveCount, long changeRevision) : TreeNode(liveCount, changeRevision)
{
    public KeyVersions[] Items { get; } = items;

    public override string FirstKey => Items[0].Key;

    public override int Width => Items.Length;

    /// <summary>The first position whose key is not below <paramref name="key"/>.</summary>
    public int LowerBound(string key)
    {
        int low = 0, high = Items.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(Items[middle].Key, key) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}

internal sealed class BranchNode : TreeNode
{
    private BranchNode(string[] keys, TreeNode[] children, int liveCount, long changeRevision)
        : base(liveCount, changeRevision)
    {
        Keys = keys;
        Children = children;
    }

    /// <summary>The first key of each child, kept here so that a search touches one node per level.</summary>
    public string[] Keys { get; }

    public TreeNode[] Children { get; }

    public override string FirstKey => Keys[0];

    public override int Width => Children.Length;

    public static BranchNode Of(ReadOnlySpan<TreeNode> children)
    {
        var keys = new string[children.Length];
        var live = 0;
        var change = 0L;
        for (var i = 0; i < children.Length; i++)
        {
            keys[i] = children[i].FirstKey;
            live += children[i].LiveCount;
            change = Math.Max(change, children[i].ChangeRevision);
        }

        return new BranchNode(keys, children.ToArray(), live, change);
    }

    /// <summary>The child that holds <paramref name="key"/> if any does: the last one that starts at or before it.</summary>
    public int ChildFor(string key)
    {
        int low = 1, high = Keys.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(Keys[middle], key) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}
