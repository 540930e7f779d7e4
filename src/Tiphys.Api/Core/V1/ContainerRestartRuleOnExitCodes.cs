using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>Compares the exit code of a container with a set of values.</summary>
[ApiType("io.k8s.api.core.v1.ContainerRestartRuleOnExitCodes")]
public sealed partial record ContainerRestartRuleOnExitCodes
{
    /// <summary>How to compare: In matches the listed values, NotIn matches all others.</summary>
    [ApiField("operator", 1, OmitEmpty = true, Required = true, TypeName = "v1.ContainerRestartRuleOnExitCodesOperator")]
    public partial string Operator { get; init; }

    /// <summary>Exit codes to compare with, of which at most 255 may be listed.</summary>
    [ApiField("values", 2, OmitEmpty = true, Optional = true, ListType = ListType.Set)]
    public partial ApiList<int> Values { get; init; }
}
