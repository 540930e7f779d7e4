namespace Tiphys.Api.Meta.V1;

/// <summary>Query options for reading a single object.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.GetOptions", Version = "v1", Kind = "GetOptions")]
public sealed partial record GetOptions
{
    /// <summary>Resource version that constrains which state is served; unset asks for the latest.</summary>
    [ApiField("resourceVersion", 1, OmitEmpty = true, Optional = true)]
    public partial string ResourceVersion { get; init; }
}
