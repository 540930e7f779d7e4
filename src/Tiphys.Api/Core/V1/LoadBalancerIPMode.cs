namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>LoadBalancerIPMode</c>.</summary>
public static class LoadBalancerIPMode
{
    public const string VIP = "VIP";

    public const string Proxy = "Proxy";
}
