namespace Tiphys.Api.Core.V1;

/// <summary>User and groups with which the first process of a Linux container was started.</summary>
[ApiType("io.k8s.api.core.v1.LinuxContainerUser")]
public sealed partial record LinuxContainerUser
{
    /// <summary>Primary numeric user identifier of the first process.</summary>
    [ApiField("uid", 1)]
    public partial long UID { get; init; }

    /// <summary>Primary numeric group identifier of the first process.</summary>
    [ApiField("gid", 2)]
    public partial long GID { get; init; }

    /// <summary>Additional numeric group identifiers of the first process.</summary>
    [ApiField("supplementalGroups", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<long> SupplementalGroups { get; init; }
}
