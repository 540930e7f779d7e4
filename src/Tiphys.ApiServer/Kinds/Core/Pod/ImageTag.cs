namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Reads the tag of an image reference, as far as pull policies need it.</summary>
internal static class ImageTag
{
    /// <summary>True when the reference names the tag <c>latest</c>, or neither tag nor digest.</summary>
    public static bool IsLatest(string image)
    {
        if (image.Length == 0 || image.Any(char.IsWhiteSpace))
        {
            return false;
        }

        var at = image.IndexOf('@');
        var hasDigest = at >= 0;
        image = hasDigest ? image[..at] : image;
        var name = image.AsSpan(image.LastIndexOf('/') + 1);
        var colon = name.IndexOf(':');
        var path = colon < 0 ? image.AsSpan() : image.AsSpan(0, image.Length - name.Length + colon);
        return IsRepository(path) && (colon < 0 ? !hasDigest : name[(colon + 1)..].SequenceEqual("latest"));
    }

    // A reference that cannot be read has no tag at all, and so is not "latest".
    private static bool IsRepository(ReadOnlySpan<char> path)
    {
        var slash = path.IndexOf('/');
        var first = slash < 0 ? [] : path[..slash];
        var rest = first.IndexOfAny('.', ':') >= 0 || first.SequenceEqual("localhost") ? path[(slash + 1)..] : path;
        return rest.Length > 0 && rest.IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789._-/") < 0;
    }
}
