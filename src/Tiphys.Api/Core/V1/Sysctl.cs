namespace Tiphys.Api.Core.V1;

/// <summary>One kernel parameter to be set for a pod.</summary>
[ApiType("io.k8s.api.core.v1.Sysctl")]
public sealed partial record Sysctl
{
    /// <summary>Name of the kernel parameter, such as net.core.somaxconn.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Value to give the kernel parameter.</summary>
    [ApiField("value", 2)]
    public partial string Value { get; init; }
}
