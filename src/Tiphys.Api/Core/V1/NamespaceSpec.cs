namespace Tiphys.Api.Core.V1;

/// <summary>Desired attributes of a namespace.</summary>
[ApiType("io.k8s.api.core.v1.NamespaceSpec")]
public sealed partial record NamespaceSpec
{
    /// <summary>Names that must all be cleared before a deleted namespace disappears from storage.</summary>
    [ApiField("finalizers", 1, OmitEmpty = true, Optional = true, TypeName = "[]v1.FinalizerName")]
    public partial ApiList<string> Finalizers { get; init; }
}
