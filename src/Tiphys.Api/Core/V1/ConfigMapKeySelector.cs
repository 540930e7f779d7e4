namespace Tiphys.Api.Core.V1;

/// <summary>Selects one key of a ConfigMap in the namespace of the pod.</summary>
[ApiType("io.k8s.api.core.v1.ConfigMapKeySelector", Atomic = true)]
public sealed partial record ConfigMapKeySelector
{
    /// <summary>The fields of LocalObjectReference, which sit beside the others in JSON.</summary>
    [ApiField("", 1)]
    public partial LocalObjectReference LocalObjectReference { get; init; }

    /// <summary>Key of the ConfigMap entry whose value is wanted.</summary>
    [ApiField("key", 2)]
    public partial string Key { get; init; }

    /// <summary>When true the ConfigMap or its key may be absent without causing an error.</summary>
    [ApiField("optional", 3, OmitEmpty = true, Optional = true)]
    public partial bool? Optional { get; init; }
}
