namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>NodePhase</c>.</summary>
public static class NodePhase
{
    public const string Pending = "Pending";

    public const string Running = "Running";

    public const string Terminated = "Terminated";
}
