namespace Tiphys.Api.Core.V1;

/// <summary>Obsolete progress report of dynamic kubelet configuration.</summary>
[ApiType("io.k8s.api.core.v1.NodeConfigStatus")]
public sealed partial record NodeConfigStatus
{
    /// <summary>Configuration source the kubelet has been told to use and has saved locally.</summary>
    [ApiField("assigned", 1, OmitEmpty = true, Optional = true)]
    public partial NodeConfigSource? Assigned { get; init; }

    /// <summary>Configuration source that the kubelet currently runs with.</summary>
    [ApiField("active", 2, OmitEmpty = true, Optional = true)]
    public partial NodeConfigSource? Active { get; init; }

    /// <summary>Source the kubelet falls back to when the assigned one is unusable.</summary>
    [ApiField("lastKnownGood", 3, OmitEmpty = true, Optional = true)]
    public partial NodeConfigSource? LastKnownGood { get; init; }

    /// <summary>Problem met while applying the assigned configuration, empty when there is none.</summary>
    [ApiField("error", 4, OmitEmpty = true, Optional = true)]
    public partial string Error { get; init; }
}
