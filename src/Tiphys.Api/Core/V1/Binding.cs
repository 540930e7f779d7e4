using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>Assigns one object to another, in practice a pod to a node.</summary>
[ApiType("io.k8s.api.core.v1.Binding", Version = "v1", Kind = "Binding")]
[ApiResource("bindings", Singular = "binding", Namespaced = true, Verbs = ["create"])]
public sealed partial record Binding
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The object to bind to, for pods a node.</summary>
    [ApiField("target", 2)]
    public partial ObjectReference Target { get; init; }
}
