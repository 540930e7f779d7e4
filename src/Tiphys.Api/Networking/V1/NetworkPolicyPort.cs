using Tiphys.Api.Core.V1;

namespace Tiphys.Api.Networking.V1;

/// <summary>A port or port range, with its protocol, that a network policy rule allows.</summary>
[ApiType("io.k8s.api.networking.v1.NetworkPolicyPort")]
public sealed partial record NetworkPolicyPort
{
    /// <summary>Transport protocol to match: TCP, UDP or SCTP; defaults to TCP.</summary>
    [ApiField("protocol", 1, OmitEmpty = true, Optional = true, Enum = typeof(Protocol), TypeName = "v1.Protocol")]
    public partial string? Protocol { get; init; }

    /// <summary>Port number or named pod port to match; when unset all ports are matched.</summary>
    [ApiField("port", 2, OmitEmpty = true, Optional = true)]
    public partial IntOrString? Port { get; init; }

    /// <summary>Last port of an inclusive range starting at a numeric port, which it must not precede.</summary>
    [ApiField("endPort", 3, OmitEmpty = true, Optional = true)]
    public partial int? EndPort { get; init; }
}
