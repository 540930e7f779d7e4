namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>NodeAddressType</c>.</summary>
public static class NodeAddressType
{
    public const string Hostname = "Hostname";

    public const string InternalIP = "InternalIP";

    public const string ExternalIP = "ExternalIP";

    public const string InternalDNS = "InternalDNS";

    public const string ExternalDNS = "ExternalDNS";
}
