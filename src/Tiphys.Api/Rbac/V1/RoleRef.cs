namespace Tiphys.Api.Rbac.V1;

/// <summary>Identifies the role whose permissions a binding hands out.</summary>
[ApiType("io.k8s.api.rbac.v1.RoleRef", Atomic = true)]
public sealed partial record RoleRef
{
    /// <summary>API group of the referenced role, which is rbac.authorization.k8s.io.</summary>
    [ApiField("apiGroup", 1, Optional = true)]
    public partial string APIGroup { get; init; }

    /// <summary>Sort of role being referenced, either Role or ClusterRole.</summary>
    [ApiField("kind", 2)]
    public partial string Kind { get; init; }

    /// <summary>Name of the role being referenced.</summary>
    [ApiField("name", 3)]
    public partial string Name { get; init; }
}
