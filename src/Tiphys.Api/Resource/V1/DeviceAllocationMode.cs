namespace Tiphys.Api.Resource.V1;

/// <summary>All values of <c>DeviceAllocationMode</c>.</summary>
public static class DeviceAllocationMode
{
    public const string ExactCount = "ExactCount";

    public const string All = "All";
}
