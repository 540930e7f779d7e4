namespace Tiphys.Api.Autoscaling.V1;

/// <summary>Points at an object by kind, name and API version within the same namespace.</summary>
[ApiType("io.k8s.api.autoscaling.v1.CrossVersionObjectReference", Atomic = true)]
public sealed partial record CrossVersionObjectReference
{
    /// <summary>Kind of the object pointed at, such as Deployment.</summary>
    [ApiField("kind", 1)]
    public partial string Kind { get; init; }

    /// <summary>Name of the object pointed at.</summary>
    [ApiField("name", 2)]
    public partial string Name { get; init; }

    /// <summary>API group and version of the object pointed at, such as apps/v1.</summary>
    [ApiField("apiVersion", 3, OmitEmpty = true, Optional = true)]
    public partial string APIVersion { get; init; }
}
