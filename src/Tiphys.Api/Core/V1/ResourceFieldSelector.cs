namespace Tiphys.Api.Core.V1;

/// <summary>Selects a resource amount of a container and the unit it is expressed in.</summary>
[ApiType("io.k8s.api.core.v1.ResourceFieldSelector", Atomic = true)]
public sealed partial record ResourceFieldSelector
{
    /// <summary>Container to read from; required in volumes and optional in environment variables.</summary>
    [ApiField("containerName", 1, OmitEmpty = true, Optional = true)]
    public partial string ContainerName { get; init; }

    /// <summary>Resource to read, such as limits.cpu or requests.memory.</summary>
    [ApiField("resource", 2)]
    public partial string Resource { get; init; }

    /// <summary>Unit in which the amount is expressed, the quotient being rounded up; defaults to 1.</summary>
    [ApiField("divisor", 3, OmitEmpty = true, Optional = true)]
    public partial Quantity Divisor { get; init; }
}
