namespace Tiphys.Api.Apps.V1;

/// <summary>All values of <c>PodManagementPolicyType</c>.</summary>
public static class PodManagementPolicyType
{
    public const string OrderedReady = "OrderedReady";

    public const string Parallel = "Parallel";
}
