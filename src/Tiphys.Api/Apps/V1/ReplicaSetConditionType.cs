namespace Tiphys.Api.Apps.V1;

/// <summary>Known values of <c>ReplicaSetConditionType</c>.</summary>
public static class ReplicaSetConditionType
{
    public const string ReplicaFailure = "ReplicaFailure";
}
