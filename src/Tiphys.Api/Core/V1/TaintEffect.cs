namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>TaintEffect</c>.</summary>
public static class TaintEffect
{
    public const string NoSchedule = "NoSchedule";

    public const string PreferNoSchedule = "PreferNoSchedule";

    public const string NoExecute = "NoExecute";
}
