namespace Tiphys.Api.Meta.V1;

/// <summary>Options for deleting objects, given in the body or as query parameters.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions", Version = "v1", Kind = "DeleteOptions")]
public sealed partial record DeleteOptions
{
    /// <summary>Seconds to wait for a graceful end; zero deletes at once, unset uses the default of the kind.</summary>
    [ApiField("gracePeriodSeconds", 1, OmitEmpty = true, Optional = true)]
    public partial long? GracePeriodSeconds { get; init; }

    /// <summary>Checks on the object that must pass, else the server answers with a conflict.</summary>
    [ApiField("preconditions", 2, OmitEmpty = true, Optional = true)]
    public partial Preconditions? Preconditions { get; init; }

    /// <summary>Deprecated switch for leaving dependents behind; use propagationPolicy instead.</summary>
    [ApiField("orphanDependents", 3, OmitEmpty = true, Optional = true)]
    public partial bool? OrphanDependents { get; init; }

    /// <summary>What happens to dependents: Orphan, Background or Foreground.</summary>
    [ApiField("propagationPolicy", 4, OmitEmpty = true, Optional = true, TypeName = "v1.DeletionPropagation")]
    public partial string? PropagationPolicy { get; init; }

    /// <summary>Set to All to run every stage except storing the outcome.</summary>
    [ApiField("dryRun", 5, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> DryRun { get; init; }

    /// <summary>Permits deletion of an object that cannot be read from storage, skipping finalizers and other safeguards.</summary>
    [ApiField("ignoreStoreReadErrorWithClusterBreakingPotential", 6, OmitEmpty = true, Optional = true)]
    public partial bool? IgnoreStoreReadErrorWithClusterBreakingPotential { get; init; }
}
