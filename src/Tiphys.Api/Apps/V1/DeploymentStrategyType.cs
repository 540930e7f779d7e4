namespace Tiphys.Api.Apps.V1;

/// <summary>All values of <c>DeploymentStrategyType</c>.</summary>
public static class DeploymentStrategyType
{
    public const string Recreate = "Recreate";

    public const string RollingUpdate = "RollingUpdate";
}
