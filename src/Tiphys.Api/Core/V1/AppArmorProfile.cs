namespace Tiphys.Api.Core.V1;

/// <summary>Selects the AppArmor confinement applied to a pod or container.</summary>
[ApiType("io.k8s.api.core.v1.AppArmorProfile")]
public sealed partial record AppArmorProfile
{
    /// <summary>Kind of profile: Localhost for one loaded on the node, RuntimeDefault, or Unconfined for none.</summary>
    [ApiField("type", 1, Enum = typeof(AppArmorProfileType), TypeName = "v1.AppArmorProfileType")]
    public partial string Type { get; init; }

    /// <summary>Name of the profile loaded on the node; required with type Localhost and forbidden otherwise.</summary>
    [ApiField("localhostProfile", 2, OmitEmpty = true, Optional = true)]
    public partial string? LocalhostProfile { get; init; }
}
