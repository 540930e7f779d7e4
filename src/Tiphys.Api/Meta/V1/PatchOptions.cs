namespace Tiphys.Api.Meta.V1;

/// <summary>Query options for patching an object.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.PatchOptions", Version = "v1", Kind = "PatchOptions")]
public sealed partial record PatchOptions
{
    /// <summary>Set to All to run every stage except storing the outcome.</summary>
    [ApiField("dryRun", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> DryRun { get; init; }

    /// <summary>Whether an apply patch takes over fields owned by others; not allowed for other patches.</summary>
    [ApiField("force", 2, OmitEmpty = true, Optional = true)]
    public partial bool? Force { get; init; }

    /// <summary>Name under which the changed fields are recorded; required for apply patches.</summary>
    [ApiField("fieldManager", 3, OmitEmpty = true, Optional = true)]
    public partial string FieldManager { get; init; }

    /// <summary>Treatment of unknown or duplicate fields: Ignore, Warn, the default, or Strict.</summary>
    [ApiField("fieldValidation", 4, OmitEmpty = true, Optional = true)]
    public partial string FieldValidation { get; init; }
}
