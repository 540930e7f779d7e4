namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>PersistentVolumeAccessMode</c>.</summary>
public static class PersistentVolumeAccessMode
{
    public const string ReadWriteOnce = "ReadWriteOnce";

    public const string ReadOnlyMany = "ReadOnlyMany";

    public const string ReadWriteMany = "ReadWriteMany";

    public const string ReadWriteOncePod = "ReadWriteOncePod";
}
