namespace Tiphys.Api.Networking.V1;

/// <summary>All values of <c>PolicyType</c>.</summary>
public static class PolicyType
{
    public const string Ingress = "Ingress";

    public const string Egress = "Egress";
}
