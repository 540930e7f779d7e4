namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>NodeConditionType</c>.</summary>
public static class NodeConditionType
{
    public const string Ready = "Ready";

    public const string MemoryPressure = "MemoryPressure";

    public const string DiskPressure = "DiskPressure";

    public const string PIDPressure = "PIDPressure";

    public const string NetworkUnavailable = "NetworkUnavailable";
}
