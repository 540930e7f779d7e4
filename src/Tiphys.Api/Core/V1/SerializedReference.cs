namespace Tiphys.Api.Core.V1;

/// <summary>Wraps an object reference so that it can be encoded as an object of its own.</summary>
[ApiType("io.k8s.api.core.v1.SerializedReference", Version = "v1", Kind = "SerializedReference")]
public sealed partial record SerializedReference
{
    /// <summary>The wrapped object reference.</summary>
    [ApiField("reference", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectReference Reference { get; init; }
}
