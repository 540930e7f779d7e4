namespace Tiphys.Api.Policy.V1;

/// <summary>All values of <c>UnhealthyPodEvictionPolicyType</c>.</summary>
public static class UnhealthyPodEvictionPolicyType
{
    public const string IfHealthyBudget = "IfHealthyBudget";

    public const string AlwaysAllow = "AlwaysAllow";
}
