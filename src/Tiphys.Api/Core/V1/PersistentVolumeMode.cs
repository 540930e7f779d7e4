namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>PersistentVolumeMode</c>.</summary>
public static class PersistentVolumeMode
{
    public const string Block = "Block";

    public const string Filesystem = "Filesystem";
}
