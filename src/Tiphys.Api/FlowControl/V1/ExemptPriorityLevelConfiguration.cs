namespace Tiphys.Api.FlowControl.V1;

/// <summary>Tells how much concurrency an exempt level reserves and lends, without limiting its own requests.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.ExemptPriorityLevelConfiguration")]
public sealed partial record ExemptPriorityLevelConfiguration
{
    /// <summary>Relative weight of server concurrency set aside for this exempt level; defaults to 0.</summary>
    [ApiField("nominalConcurrencyShares", 1, OmitEmpty = true, Optional = true)]
    public partial int? NominalConcurrencyShares { get; init; }

    /// <summary>Percentage of the reserved concurrency that other levels may borrow, from 0 to 100; defaults to 0.</summary>
    [ApiField("lendablePercent", 2, OmitEmpty = true, Optional = true)]
    public partial int? LendablePercent { get; init; }
}
