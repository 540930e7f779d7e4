namespace Tiphys.Api.Resource.V1;

/// <summary>All values of <c>DeviceTolerationOperator</c>.</summary>
public static class DeviceTolerationOperator
{
    public const string Exists = "Exists";

    public const string Equal = "Equal";
}
