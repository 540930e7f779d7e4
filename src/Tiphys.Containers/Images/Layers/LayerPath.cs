namespace Tiphys.Containers.Images.Layers;

/// <summary>Paths of layer entries as lists of NUL-terminated names, ready for system calls.</summary>
internal static class LayerPath
{
    /// <summary>
    /// Splits a path below the layer's root: leading slashes and <c>.</c> do not count, <c>..</c> takes back a name.
    /// </summary>
    /// <exception cref="ImageException">The path leads out of the root, or holds a NUL.</exception>
    public static List<byte[]> Split(ReadOnlySpan<byte> path)
    {
        var names = new List<byte[]>();
        foreach (var range in path.Split((byte)'/'))
        {
            var name = path[range];
            if (name.SequenceEqual(".."u8))
            {
                if (names.Count == 0)
                {
                    throw Invalid(path, "leads out of the layer");
                }

                names.RemoveAt(names.Count - 1);
            }
            else if (name.Length > 0 && !name.SequenceEqual("."u8))
            {
                names.Add(name.Contains((byte)0) ? throw Invalid(path, "holds a NUL") : [.. name, 0]);
            }
        }

        return names;
    }

    /// <summary>Splits the target of a symbolic link, keeping <c>..</c>, which the walk resolves.</summary>
    public static List<byte[]> SplitTarget(ReadOnlySpan<byte> target)
    {
        var names = new List<byte[]>();
        foreach (var range in target.Split((byte)'/'))
        {
            var name = target[range];
            if (name.Length > 0 && !name.SequenceEqual("."u8))
            {
                names.Add([.. name, 0]);
            }
        }

        return names;
    }

    /// <summary>One text for a list of names; different lists give different texts.</summary>
    public static string Key(IEnumerable<byte[]> names) => string.Concat(names.Select(n => System.Text.Encoding.Latin1.GetString(n)));

    public static string Display(IEnumerable<byte[]> names) =>
        string.Join('/', names.Select(n => System.Text.Encoding.UTF8.GetString(n).TrimEnd('\0')));

    private static ImageException Invalid(ReadOnlySpan<byte> path, string why) =>
        new(ImageErrorReason.InvalidContent, $"layer entry \"{System.Text.Encoding.UTF8.GetString(path)}\" {why}");
}
