namespace Tiphys.Api.Meta.V1;

/// <summary>Query options for asking for a table.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.TableOptions", Group = "meta.k8s.io", Version = "v1", Kind = "TableOptions")]
public sealed partial record TableOptions
{
    /// <summary>What each row carries of its object: None, Metadata, the default, or Object.</summary>
    [ApiField("includeObject", 1, OmitEmpty = true, TypeName = "v1.IncludeObjectPolicy")]
    public partial string IncludeObject { get; init; }
}
