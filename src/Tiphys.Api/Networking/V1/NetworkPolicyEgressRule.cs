namespace Tiphys.Api.Networking.V1;

/// <summary>Permits outgoing traffic that matches both one of the ports and one of the destinations.</summary>
[ApiType("io.k8s.api.networking.v1.NetworkPolicyEgressRule")]
public sealed partial record NetworkPolicyEgressRule
{
    /// <summary>Destination ports that may be contacted; an empty list permits every port.</summary>
    [ApiField("ports", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<NetworkPolicyPort> Ports { get; init; }

    /// <summary>Destinations that may be reached; an empty list permits traffic to anywhere.</summary>
    [ApiField("to", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<NetworkPolicyPeer> To { get; init; }
}
