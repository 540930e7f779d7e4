namespace Tiphys.Api.Core.V1;

/// <summary>One resolver option such as ndots, with an optional value.</summary>
[ApiType("io.k8s.api.core.v1.PodDNSConfigOption")]
public sealed partial record PodDNSConfigOption
{
    /// <summary>Option name as understood by the resolver configuration file.</summary>
    [ApiField("name", 1, OmitEmpty = true)]
    public partial string Name { get; init; }

    /// <summary>Option value, left out for options that act as plain flags.</summary>
    [ApiField("value", 2, OmitEmpty = true, Optional = true)]
    public partial string? Value { get; init; }
}
