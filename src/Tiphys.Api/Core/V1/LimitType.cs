namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>LimitType</c>.</summary>
public static class LimitType
{
    public const string Pod = "Pod";

    public const string Container = "Container";

    public const string PersistentVolumeClaim = "PersistentVolumeClaim";
}
