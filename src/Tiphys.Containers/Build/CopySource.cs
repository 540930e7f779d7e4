using Tiphys.Containers.Images.Layers;

namespace Tiphys.Containers.Build;

/// <summary>What COPY and ADD take from: the context, or the root of another stage or image.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Files">The tree.</param>
/// <param name="Ignore">What does not count.</param>
/// <param name="KeepsOwners">False for the context: its files belong to whoever checked it out.</param>
internal sealed record CopySource(string Name, MergedLayers Files, DockerIgnore Ignore, bool KeepsOwners)
{
    /// <summary>The files and directories that a source argument names, in order.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public IReadOnlyList<MergedNode> Find(string pattern)
    {
        var nodes = PathPattern.HasWildcard(pattern) ? Glob(pattern) : Exact(pattern);
        var counting = nodes.Where(n => !IsIgnored(n) || (n.IsDirectory && Ignore.HasExceptions)).ToList();
        return counting.Count > 0
            ? counting
            : throw new FormatException($"{Name} has no \"{pattern}\"{(nodes.Count > 0 ? " (it is ignored by .dockerignore)" : "")}");
    }

    public bool IsIgnored(MergedNode node) => node.Path.Length > 1 && Ignore.IsIgnored(node.Path[1..]);

    private List<MergedNode> Exact(string path) => Files.Resolve(path).Node is { } node ? [node] : [];

    private List<MergedNode> Glob(string pattern)
    {
        List<MergedNode> found = [Files.Root];
        foreach (var part in MergedLayers.Split(pattern))
        {
            var next = new List<MergedNode>();
            foreach (var node in found.Where(n => n.IsDirectory))
            {
                if (PathPattern.HasWildcard(part))
                {
                    var regex = PathPattern.ToRegex(part, doubleStar: false);
                    next.AddRange(Files.Children(node).Where(c => regex.IsMatch(c.Name)).Select(c => c.Node));
                }
                else if (Files.Resolve(node.Path + "/" + part).Node is { } child)
                {
                    next.Add(child);
                }
            }

            found = next;
        }

        return found;
    }
}
