using Tiphys.Api.ApiRegistration.V1;

namespace Tiphys.ApiServer.Kinds.ApiRegistration;

/// <summary>The condition that tells whether a registered group is served.</summary>
internal static class APIServiceConditions
{
    /// <summary>A group that the server itself serves.</summary>
    public static APIServiceCondition Local { get; } = new()
    {
        Type = APIServiceConditionType.Available,
        Status = ConditionStatus.True,
        Reason = "Local",
        Message = "Local APIServices are always available",
    };

    /// <summary>The status with the condition; the time of its last change is kept while it says the same.</summary>
    public static APIServiceStatus Set(APIServiceStatus status, APIServiceCondition condition, TimeProvider clock)
    {
        var index = status.Conditions.FindIndex(each => each.Type == condition.Type);
        if (index < 0)
        {
            return status with { Conditions = status.Conditions.Add(condition with { LastTransitionTime = Time.Now(clock) }) };
        }

        var old = status.Conditions[index];
        var time = old.Status == condition.Status ? old.LastTransitionTime : Time.Now(clock);
        return status with { Conditions = status.Conditions.SetItem(index, condition with { LastTransitionTime = time }) };
    }
}
