namespace Tiphys.Api.FlowControl.V1;

/// <summary>Known values of <c>LimitResponseType</c>.</summary>
public static class LimitResponseType
{
    public const string Queue = "Queue";

    public const string Reject = "Reject";
}
