namespace Tiphys.Api.Resource.V1;

/// <summary>All values of <c>DeviceTaintEffect</c>.</summary>
public static class DeviceTaintEffect
{
    public const string None = "None";

    public const string NoSchedule = "NoSchedule";

    public const string NoExecute = "NoExecute";
}
