namespace Tiphys.Api.Core.V1;

/// <summary>Identity of a container's first process, described per operating system.</summary>
[ApiType("io.k8s.api.core.v1.ContainerUser")]
public sealed partial record ContainerUser
{
    /// <summary>User and group identifiers that apply to a Linux container.</summary>
    [ApiField("linux", 1, OmitEmpty = true, Optional = true)]
    public partial LinuxContainerUser? Linux { get; init; }
}
