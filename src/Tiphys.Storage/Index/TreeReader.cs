namespace Tiphys.Storage.Index;

/// <summary>Reads the keys of an interval as of one revision from one root.</summary>
internal sealed class TreeReader(KeyInterval interval, long revision, int limit)
{
    private readonly int _limit = limit == 0 ? int.MaxValue : limit;

    public EntryList Entries { get; } = new();

    /// <summary>How many keys of the interval exist beyond the limit.</summary>
    public long Remaining { get; private set; }

    public void Read(TreeNode? root)
    {
        if (root is not null)
            Visit(root, lowerEdge: true, upperEdge: true);
    }

    // The edges say whether the interval may begin or end inside this node; a node without edges lies within it as a whole.
    private void Visit(TreeNode node, bool lowerEdge, bool upperEdge)
    {
        if (!lowerEdge && !upperEdge && Entries.Count == _limit && node.ChangeRevision <= revision)
        {
            Remaining += node.LiveCount;
            return;
        }

        if (node is LeafNode leaf)
        {
            VisitLeaf(leaf, lowerEdge ? interval.LowerIndex(leaf) : 0, upperEdge ? interval.UpperIndex(leaf) : leaf.Width);
            return;
        }

        var branch = (BranchNode)node;
        var first = lowerEdge ? interval.FirstChild(branch) : 0;
        var last = upperEdge ? interval.LastChild(branch) : branch.Width - 1;
        for (var i = first; i <= last; i++)
            Visit(branch.Children[i], lowerEdge && i == first, upperEdge && i == last);
    }

    private void VisitLeaf(LeafNode leaf, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (leaf.Items[i].At(revision) is not { } entry)
                continue;
            if (Entries.Count < _limit)
                Entries.Add(entry);
            else
                Remaining++;
        }
    }
}
