namespace Tiphys.Api.FlowControl.V1;

/// <summary>Says how much concurrency a limited level owns, lends and borrows, and what happens to excess requests.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.LimitedPriorityLevelConfiguration")]
public sealed partial record LimitedPriorityLevelConfiguration
{
    /// <summary>Relative weight that decides the level's share of server concurrency; defaults to 30.</summary>
    [ApiField("nominalConcurrencyShares", 1, Optional = true)]
    public partial int? NominalConcurrencyShares { get; init; }

    /// <summary>What to do with requests that cannot be executed right away.</summary>
    [ApiField("limitResponse", 2, OmitEmpty = true)]
    public partial LimitResponse LimitResponse { get; init; }

    /// <summary>Percentage of the nominal concurrency that other levels may borrow, from 0 to 100; defaults to 0.</summary>
    [ApiField("lendablePercent", 3, OmitEmpty = true, Optional = true)]
    public partial int? LendablePercent { get; init; }

    /// <summary>Cap on borrowed concurrency as a percentage of the nominal limit; unset means no cap.</summary>
    [ApiField("borrowingLimitPercent", 4, OmitEmpty = true, Optional = true)]
    public partial int? BorrowingLimitPercent { get; init; }
}
