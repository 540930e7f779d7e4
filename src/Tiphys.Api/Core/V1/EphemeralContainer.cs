namespace Tiphys.Api.Core.V1;

/// <summary>A temporary container put into a running pod, mostly for interactive debugging.</summary>
[ApiType("io.k8s.api.core.v1.EphemeralContainer")]
public sealed partial record EphemeralContainer
{
    /// <summary>The fields of EphemeralContainerCommon, which sit beside the others in JSON.</summary>
    [ApiField("", 1)]
    public partial EphemeralContainerCommon EphemeralContainerCommon { get; init; }

    /// <summary>Container of the pod whose namespaces, such as the process one, the debug container joins.</summary>
    [ApiField("targetContainerName", 2, OmitEmpty = true, Optional = true)]
    public partial string TargetContainerName { get; init; }
}
