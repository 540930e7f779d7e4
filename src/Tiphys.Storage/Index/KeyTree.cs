namespace Tiphys.Storage.Index;

/// <summary>The operations on the key tree. Each returns a new root and leaves the old one as it was; null is the empty tree.</summary>
internal static class KeyTree
{
    /// <summary>Builds a tree of keys that are sorted ordinally and all live, three quarters full so that inserts do not split at once.</summary>
    public static TreeNode? Build(ReadOnlySpan<KeyVersions> sorted)
    {
        const int fill = TreeNode.MaxWidth * 3 / 4;
        var level = new List<TreeNode>();
        for (var i = 0; i < sorted.Length; i += fill)
        {
            var items = sorted.Slice(i, Math.Min(fill, sorted.Length - i)).ToArray();
            level.Add(new LeafNode(items, items.Length, 0));
        }

        while (level.Count > 1)
        {
            var parents = new List<TreeNode>();
            foreach (var children in level.Chunk(fill))
                parents.Add(BranchNode.Of(children));
            level = parents;
        }

        return level.Count == 0 ? null : level[0];
    }

    /// <summary>Adds a live key that is not in the tree.</summary>
    public static TreeNode Insert(TreeNode? root, KeyVersions item, long revision)
    {
        if (root is null)
            return new LeafNode([item], 1, revision);
        var (left, right) = InsertInto(root, item, revision);
        return right is null ? left : BranchNode.Of([left, right]);
    }

    /// <summary>Notes that a key of the tree came to life again (+1) or died (-1).</summary>
    public static TreeNode ChangeLive(TreeNode node, string key, int difference, long revision)
    {
        if (node is LeafNode leaf)
            return new LeafNode(leaf.Items, leaf.LiveCount + difference, revision);
        var branch = (BranchNode)node;
        var index = branch.ChildFor(key);
        return ReplaceChild(branch, index, ChangeLive(branch.Children[index], key, difference, revision));
    }

    /// <summary>Takes a dead key out of the tree.</summary>
    public static TreeNode? Remove(TreeNode root, string key)
    {
        var rest = RemoveFrom(root, key);
        while (rest is BranchNode { Width: 1 } branch)
            rest = branch.Children[0];
        return rest;
    }

    private static (TreeNode Left, TreeNode? Right) InsertInto(TreeNode node, KeyVersions item, long revision)
    {
        if (node is LeafNode leaf)
            return InsertIntoLeaf(leaf, item, revision);
        var branch = (BranchNode)node;
        var index = branch.ChildFor(item.Key);
        var (left, right) = InsertInto(branch.Children[index], item, revision);
        if (right is null)
            return (ReplaceChild(branch, index, left), null);

        TreeNode[] children = [.. branch.Children.AsSpan(0, index), left, right, .. branch.Children.AsSpan(index + 1)];
        if (children.Length <= TreeNode.MaxWidth)
            return (BranchNode.Of(children), null);
        var split = SplitPoint(children.Length, index + 1);
        return (BranchNode.Of(children.AsSpan(0, split)), BranchNode.Of(children.AsSpan(split)));
    }

    private static (TreeNode Left, TreeNode? Right) InsertIntoLeaf(LeafNode leaf, KeyVersions item, long revision)
    {
        var index = leaf.LowerBound(item.Key);
        KeyVersions[] items = [.. leaf.Items.AsSpan(0, index), item, .. leaf.Items.AsSpan(index)];
        if (items.Length <= TreeNode.MaxWidth)
            return (new LeafNode(items, leaf.LiveCount + 1, revision), null);
        var split = SplitPoint(items.Length, index);
        return (NewLeaf(items[..split], revision), NewLeaf(items[split..], revision));
    }

    // Keys that arrive in order leave full nodes behind instead of half empty ones.
    private static int SplitPoint(int width, int insertedAt) => insertedAt == width - 1 ? width - 1 : width / 2;

    private static LeafNode NewLeaf(KeyVersions[] items, long changeRevision)
    {
        var live = 0;
        foreach (var item in items)
        {
            if (!item.Head.IsTombstone)
                live++;
        }

        return new LeafNode(items, live, changeRevision);
    }

    private static BranchNode ReplaceChild(BranchNode branch, int index, TreeNode child)
    {
        var children = branch.Children.AsSpan().ToArray();
        children[index] = child;
        return BranchNode.Of(children);
    }

    private static TreeNode? RemoveFrom(TreeNode node, string key)
    {
        if (node is LeafNode leaf)
        {
            var at = leaf.LowerBound(key);
            KeyVersions[] items = [.. leaf.Items.AsSpan(0, at), .. leaf.Items.AsSpan(at + 1)];
            return items.Length == 0 ? null : new LeafNode(items, leaf.LiveCount, leaf.ChangeRevision);
        }

        var branch = (BranchNode)node;
        var index = branch.ChildFor(key);
        var rest = RemoveFrom(branch.Children[index], key);
        if (rest is not null)
            return MergeNeighbours(ReplaceChild(branch, index, rest), index);
        TreeNode[] children = [.. branch.Children.AsSpan(0, index), .. branch.Children.AsSpan(index + 1)];
        return children.Length == 0 ? null : BranchNode.Of(children);
    }

    private static BranchNode MergeNeighbours(BranchNode branch, int index)
    {
        var left = Math.Min(index, branch.Width - 2);
        if (left < 0 || branch.Children[left].Width + branch.Children[left + 1].Width > TreeNode.MergeWidth)
            return branch;
        var merged = Merge(branch.Children[left], branch.Children[left + 1]);
        return BranchNode.Of([.. branch.Children.AsSpan(0, left), merged, .. branch.Children.AsSpan(left + 2)]);
    }

    private static TreeNode Merge(TreeNode left, TreeNode right) => (left, right) switch
    {
        (LeafNode l, LeafNode r) => new LeafNode(
            [.. l.Items, .. r.Items], l.LiveCount + r.LiveCount, Math.Max(l.ChangeRevision, r.ChangeRevision)),
        (BranchNode l, BranchNode r) => BranchNode.Of([.. l.Children, .. r.Children]),
        _ => throw new InvalidOperationException("the key tree is not of even depth"),
    };
}
