namespace Tiphys.Api.FlowControl.V1;

/// <summary>Known values of <c>PriorityLevelEnablement</c>.</summary>
public static class PriorityLevelEnablement
{
    public const string Exempt = "Exempt";

    public const string Limited = "Limited";
}
