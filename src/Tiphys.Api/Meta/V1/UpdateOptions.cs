namespace Tiphys.Api.Meta.V1;

/// <summary>Query options for replacing an object.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.UpdateOptions", Version = "v1", Kind = "UpdateOptions")]
public sealed partial record UpdateOptions
{
    /// <summary>Set to All to run every stage except storing the outcome.</summary>
    [ApiField("dryRun", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> DryRun { get; init; }

    /// <summary>Name under which the changed fields are recorded, at most 128 printable characters.</summary>
    [ApiField("fieldManager", 2, OmitEmpty = true, Optional = true)]
    public partial string FieldManager { get; init; }

    /// <summary>Treatment of unknown or duplicate fields: Ignore, Warn, the default, or Strict.</summary>
    [ApiField("fieldValidation", 3, OmitEmpty = true, Optional = true)]
    public partial string FieldValidation { get; init; }
}
