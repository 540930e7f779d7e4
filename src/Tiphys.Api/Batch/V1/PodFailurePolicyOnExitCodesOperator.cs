namespace Tiphys.Api.Batch.V1;

/// <summary>All values of <c>PodFailurePolicyOnExitCodesOperator</c>.</summary>
public static class PodFailurePolicyOnExitCodesOperator
{
    public const string In = "In";

    public const string NotIn = "NotIn";
}
