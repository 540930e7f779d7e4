namespace Tiphys.Api.Apps.V1;

/// <summary>All values of <c>StatefulSetUpdateStrategyType</c>.</summary>
public static class StatefulSetUpdateStrategyType
{
    public const string RollingUpdate = "RollingUpdate";

    public const string OnDelete = "OnDelete";
}
