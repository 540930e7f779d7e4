using Tiphys.Api.Apps.V1;

namespace Tiphys.Controllers.Deployments;

/// <summary>Reads and sets conditions of a Deployment's status.</summary>
internal static class Conditions
{
    public static DeploymentCondition? Condition(this DeploymentStatus status, string type)
    {
        foreach (var condition in status.Conditions)
        {
            if (condition.Type == type)
            {
                return condition;
            }
        }

        return null;
    }

    public static DeploymentStatus Without(this DeploymentStatus status, string type) =>
        status.Condition(type) is null ? status : status with { Conditions = status.Conditions.Filter(condition => condition.Type != type) };

    /// <summary>Sets a condition, unless it is there with the same status and reason; its transition time stays while its status does.</summary>
    public static DeploymentStatus With(this DeploymentStatus status, string type, string value, string reason, string message, Time now)
    {
        var current = status.Condition(type);
        if (current is not null && current.Status == value && current.Reason == reason)
        {
            return status;
        }

        return status.Without(type) with
        {
            Conditions = status.Without(type).Conditions.Add(DeploymentCondition.Empty with
            {
                Type = type,
                Status = value,
                Reason = reason,
                Message = message,
                LastUpdateTime = now,
                LastTransitionTime = current?.Status == value ? current.LastTransitionTime : now,
            }),
        };
    }
}
