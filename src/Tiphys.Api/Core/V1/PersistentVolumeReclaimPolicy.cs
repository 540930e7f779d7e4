namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>PersistentVolumeReclaimPolicy</c>.</summary>
public static class PersistentVolumeReclaimPolicy
{
    public const string Recycle = "Recycle";

    public const string Delete = "Delete";

    public const string Retain = "Retain";
}
