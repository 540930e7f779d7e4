namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>ServiceInternalTrafficPolicy</c>.</summary>
public static class ServiceInternalTrafficPolicy
{
    public const string Cluster = "Cluster";

    public const string Local = "Local";
}
