namespace Tiphys.Api.Core.V1;

/// <summary>A pointer by name to an object in the same namespace.</summary>
[ApiType("io.k8s.api.core.v1.LocalObjectReference", Atomic = true)]
public sealed partial record LocalObjectReference
{
    /// <summary>Name of the object; the field that uses this reference fixes its kind.</summary>
    [ApiField("name", 1, OmitEmpty = true, Optional = true, Default = "\"\"")]
    public partial string Name { get; init; }
}
