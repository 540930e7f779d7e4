namespace Tiphys.Api.FlowControl.V1;

/// <summary>Desired behaviour of a priority level, either limited in concurrency or exempt from limits.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationSpec")]
public sealed partial record PriorityLevelConfigurationSpec
{
    /// <summary>Kind of level: Limited enforces concurrency limits, while Exempt lets requests run immediately.</summary>
    [ApiField("type", 1, TypeName = "v1.PriorityLevelEnablement")]
    public partial string Type { get; init; }

    /// <summary>Concurrency settings for a Limited level; must be absent for any other type.</summary>
    [ApiField("limited", 2, OmitEmpty = true, Optional = true)]
    public partial LimitedPriorityLevelConfiguration? Limited { get; init; }

    /// <summary>Optional settings for an Exempt level; must be absent when the type is Limited.</summary>
    [ApiField("exempt", 3, OmitEmpty = true, Optional = true)]
    public partial ExemptPriorityLevelConfiguration? Exempt { get; init; }
}
