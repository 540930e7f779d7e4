namespace Tiphys.Api.Apps.V1;

/// <summary>Known values of <c>DeploymentConditionType</c>.</summary>
public static class DeploymentConditionType
{
    public const string Available = "Available";

    public const string Progressing = "Progressing";

    public const string ReplicaFailure = "ReplicaFailure";
}
