namespace Tiphys.Api.Apps.V1;

/// <summary>All values of <c>DaemonSetUpdateStrategyType</c>.</summary>
public static class DaemonSetUpdateStrategyType
{
    public const string RollingUpdate = "RollingUpdate";

    public const string OnDelete = "OnDelete";
}
