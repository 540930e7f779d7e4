using Tiphys.Api.Schemas;

namespace Tiphys.Api.Batch.V1;

/// <summary>Bookkeeping of finished pods, so that each is counted exactly once before its finalizer goes.</summary>
[ApiType("io.k8s.api.batch.v1.UncountedTerminatedPods")]
public sealed partial record UncountedTerminatedPods
{
    /// <summary>Identifiers of succeeded pods still waiting to be counted.</summary>
    [ApiField("succeeded", 1, OmitEmpty = true, Optional = true, ListType = ListType.Set, TypeName = "[]types.UID")]
    public partial ApiList<string> Succeeded { get; init; }

    /// <summary>Identifiers of failed pods still waiting to be counted.</summary>
    [ApiField("failed", 2, OmitEmpty = true, Optional = true, ListType = ListType.Set, TypeName = "[]types.UID")]
    public partial ApiList<string> Failed { get; init; }
}
