namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>PersistentVolumeClaimPhase</c>.</summary>
public static class PersistentVolumeClaimPhase
{
    public const string Pending = "Pending";

    public const string Bound = "Bound";

    public const string Lost = "Lost";
}
