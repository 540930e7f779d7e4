namespace Tiphys.Api.Coordination.V1;

/// <summary>Known values of <c>CoordinatedLeaseStrategy</c>.</summary>
public static class CoordinatedLeaseStrategy
{
    public const string OldestEmulationVersion = "OldestEmulationVersion";
}
