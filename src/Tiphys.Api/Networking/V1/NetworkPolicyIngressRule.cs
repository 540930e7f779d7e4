namespace Tiphys.Api.Networking.V1;

/// <summary>Permits incoming traffic that matches both one of the ports and one of the sources.</summary>
[ApiType("io.k8s.api.networking.v1.NetworkPolicyIngressRule")]
public sealed partial record NetworkPolicyIngressRule
{
    /// <summary>Local ports on which traffic is accepted; an empty list accepts every port.</summary>
    [ApiField("ports", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<NetworkPolicyPort> Ports { get; init; }

    /// <summary>Sources that may connect; an empty list accepts traffic from anywhere.</summary>
    [ApiField("from", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<NetworkPolicyPeer> From { get; init; }
}
