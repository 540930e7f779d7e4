using System.Globalization;
using Tiphys.Containers.Images.Layers;

namespace Tiphys.Containers.Build;

/// <summary>Who a copied file belongs to.</summary>
internal sealed record FileOwner(uint UserId, uint GroupId)
{
    /// <summary>
    /// Reads <c>user[:group]</c>, names or numbers; names are those of the image's own passwd and group. Without a group the
    /// group's number is the user's.
    /// </summary>
    /// <exception cref="FormatException">The image has no such user or group.</exception>
    public static FileOwner Parse(string text, MergedLayers image)
    {
        var colon = text.IndexOf(':');
        var user = colon < 0 ? text : text[..colon];
        var userId = Id(user, image, "/etc/passwd", "user");
        return new FileOwner(userId, colon < 0 ? userId : Id(text[(colon + 1)..], image, "/etc/group", "group"));
    }

    private static uint Id(string name, MergedLayers image, string file, string what)
    {
        if (uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return id;
        }

        var lines = image.Resolve(file).Node is { Status.IsRegularFile: true } node ? File.ReadLines(node.RealPaths[0]) : [];
        foreach (var fields in lines.Select(l => l.Split(':')))
        {
            if (fields.Length > 2 && fields[0] == name && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out id))
            {
                return id;
            }
        }

        throw new FormatException($"the image has no {what} \"{name}\" in {file}");
    }
}
