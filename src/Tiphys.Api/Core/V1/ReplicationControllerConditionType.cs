namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>ReplicationControllerConditionType</c>.</summary>
public static class ReplicationControllerConditionType
{
    public const string ReplicaFailure = "ReplicaFailure";
}
