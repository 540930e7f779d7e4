using Tiphys.Api.Schemas;

namespace Tiphys.Api.Batch.V1;

/// <summary>Matches a failed pod by the exit codes of its containers.</summary>
[ApiType("io.k8s.api.batch.v1.PodFailurePolicyOnExitCodesRequirement")]
public sealed partial record PodFailurePolicyOnExitCodesRequirement
{
    /// <summary>Limits the check to the container of this name; without it every container is considered.</summary>
    [ApiField("containerName", 1, OmitEmpty = true, Optional = true)]
    public partial string? ContainerName { get; init; }

    /// <summary>In matches exit codes found in the values, and NotIn matches nonzero codes absent from them.</summary>
    [ApiField("operator", 2, Enum = typeof(PodFailurePolicyOnExitCodesOperator), TypeName = "v1.PodFailurePolicyOnExitCodesOperator")]
    public partial string Operator { get; init; }

    /// <summary>Exit codes to compare with, 1 to 255 distinct sorted entries, where In does not admit 0.</summary>
    [ApiField("values", 3, ListType = ListType.Set)]
    public partial ApiList<int> Values { get; init; }
}
