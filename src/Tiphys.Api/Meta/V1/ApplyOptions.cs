namespace Tiphys.Api.Meta.V1;

/// <summary>Options for a server-side apply request.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ApplyOptions", Version = "v1", Kind = "ApplyOptions")]
public sealed partial record ApplyOptions
{
    /// <summary>Set to All to run every stage except storing the outcome.</summary>
    [ApiField("dryRun", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> DryRun { get; init; }

    /// <summary>Whether to take over fields that conflict with other field managers.</summary>
    [ApiField("force", 2)]
    public partial bool Force { get; init; }

    /// <summary>Name under which the applied fields are recorded; required.</summary>
    [ApiField("fieldManager", 3)]
    public partial string FieldManager { get; init; }
}
