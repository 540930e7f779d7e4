namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>ServiceType</c>.</summary>
public static class ServiceType
{
    public const string ClusterIP = "ClusterIP";

    public const string NodePort = "NodePort";

    public const string LoadBalancer = "LoadBalancer";

    public const string ExternalName = "ExternalName";
}
