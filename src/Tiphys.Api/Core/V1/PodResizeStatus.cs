namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>PodResizeStatus</c>.</summary>
public static class PodResizeStatus
{
    public const string InProgress = "InProgress";

    public const string Deferred = "Deferred";

    public const string Infeasible = "Infeasible";
}
