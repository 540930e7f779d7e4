using System.Runtime.InteropServices;
using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Images.Layers;

/// <summary>
/// How overlayfs writes deletions down (Documentation/filesystems/overlayfs.rst, "whiteouts and opaque directories"), and
/// how tar layers do (OCI image-spec, layer.md, "Representing Changes").
/// </summary>
internal static class Overlay
{
    public const string TarWhiteoutPrefix = ".wh.";
    public const string TarOpaqueMarker = ".wh..wh..opq";

    // Without root only the user namespace of attributes can be written (overlay option userxattr).
    private static readonly string OpaqueAttribute = Posix.IsRoot ? "trusted.overlay.opaque" : "user.overlay.opaque";

    /// <summary>Marks a directory as hiding everything below it in lower layers.</summary>
    public static void MakeOpaque(SafeHandle parent, byte[] name)
    {
        if (!Posix.TrySetAttribute(parent, name, OpaqueAttribute, "y"u8.ToArray()))
        {
            throw new IOException($"the file system of the image store cannot keep the attribute {OpaqueAttribute}");
        }
    }

    public static bool IsOpaque(string path) =>
        Posix.GetAttribute(path, "trusted.overlay.opaque") is [(byte)'y', ..] || Posix.GetAttribute(path, "user.overlay.opaque") is [(byte)'y', ..];

    /// <summary>Marks a name as deleted.</summary>
    public static void MakeWhiteout(SafeHandle parent, byte[] name) => Posix.MakeNode(parent, name, FileStatus.CharacterDevice, 0);
}
