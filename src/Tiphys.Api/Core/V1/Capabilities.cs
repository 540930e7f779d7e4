namespace Tiphys.Api.Core.V1;

/// <summary>POSIX capabilities that are granted to or withheld from a container.</summary>
[ApiType("io.k8s.api.core.v1.Capabilities")]
public sealed partial record Capabilities
{
    /// <summary>Capabilities granted beyond the runtime's default set, such as NET_ADMIN.</summary>
    [ApiField("add", 1, OmitEmpty = true, Optional = true, TypeName = "[]v1.Capability")]
    public partial ApiList<string> Add { get; init; }

    /// <summary>Capabilities taken away from the runtime's default set; ALL removes every one.</summary>
    [ApiField("drop", 2, OmitEmpty = true, Optional = true, TypeName = "[]v1.Capability")]
    public partial ApiList<string> Drop { get; init; }
}
