namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>ResourceHealthStatus</c>.</summary>
public static class ResourceHealthStatus
{
    public const string Healthy = "Healthy";

    public const string Unhealthy = "Unhealthy";

    public const string Unknown = "Unknown";
}
