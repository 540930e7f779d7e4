namespace Tiphys.Api.Core.V1;

/// <summary>Selects one field of an API object, in practice of the pod itself.</summary>
[ApiType("io.k8s.api.core.v1.ObjectFieldSelector", Atomic = true)]
public sealed partial record ObjectFieldSelector
{
    /// <summary>Version of the schema in which the path is interpreted; defaults to v1.</summary>
    [ApiField("apiVersion", 1, OmitEmpty = true, Optional = true)]
    public partial string APIVersion { get; init; }

    /// <summary>Path of the field to select, such as metadata.labels or status.hostIP.</summary>
    [ApiField("fieldPath", 2)]
    public partial string FieldPath { get; init; }
}
