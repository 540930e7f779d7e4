namespace Tiphys.Api.Coordination.V1;

/// <summary>Contents of a Lease that candidates read and update to coordinate.</summary>
[ApiType("io.k8s.api.coordination.v1.LeaseSpec")]
public sealed partial record LeaseSpec
{
    /// <summary>Identifies the present owner; if empty, the lease is free to be taken.</summary>
    [ApiField("holderIdentity", 1, OmitEmpty = true, Optional = true)]
    public partial string? HolderIdentity { get; init; }

    /// <summary>Seconds after the last renewal that other candidates must wait before seizing the lease.</summary>
    [ApiField("leaseDurationSeconds", 2, OmitEmpty = true, Optional = true)]
    public partial int? LeaseDurationSeconds { get; init; }

    /// <summary>Moment when the present holder obtained the lease.</summary>
    [ApiField("acquireTime", 3, OmitEmpty = true, Optional = true)]
    public partial MicroTime? AcquireTime { get; init; }

    /// <summary>Moment when the present holder most recently refreshed the lease.</summary>
    [ApiField("renewTime", 4, OmitEmpty = true, Optional = true)]
    public partial MicroTime? RenewTime { get; init; }

    /// <summary>Number of times ownership has passed from one holder to another.</summary>
    [ApiField("leaseTransitions", 5, OmitEmpty = true, Optional = true)]
    public partial int? LeaseTransitions { get; init; }

    /// <summary>Algorithm for picking the holder under coordinated leader election, for example OldestEmulationVersion.</summary>
    [ApiField("strategy", 6, OmitEmpty = true, Optional = true, TypeName = "v1.CoordinatedLeaseStrategy")]
    public partial string? Strategy { get; init; }

    /// <summary>Better suited candidate to whom the holder should yield the lease; allowed only when strategy is set.</summary>
    [ApiField("preferredHolder", 7, OmitEmpty = true, Optional = true)]
    public partial string? PreferredHolder { get; init; }
}
