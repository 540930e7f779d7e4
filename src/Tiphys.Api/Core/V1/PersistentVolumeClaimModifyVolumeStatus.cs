namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>PersistentVolumeClaimModifyVolumeStatus</c>.</summary>
public static class PersistentVolumeClaimModifyVolumeStatus
{
    public const string Pending = "Pending";

    public const string InProgress = "InProgress";

    public const string Infeasible = "Infeasible";
}
