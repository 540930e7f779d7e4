namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>ServiceExternalTrafficPolicy</c>.</summary>
public static class ServiceExternalTrafficPolicy
{
    public const string Cluster = "Cluster";

    public const string Local = "Local";
}
