namespace Tiphys.Api.Rbac.V1;

/// <summary>A user, group or service account that receives the permissions of a binding.</summary>
[ApiType("io.k8s.api.rbac.v1.Subject", Atomic = true)]
public sealed partial record Subject
{
    /// <summary>Sort of subject, one of User, Group or ServiceAccount.</summary>
    [ApiField("kind", 1)]
    public partial string Kind { get; init; }

    /// <summary>
    /// API group of the subject kind, empty for service accounts and rbac.authorization.k8s.io for users and groups by default.
    /// </summary>
    [ApiField("apiGroup", 2, OmitEmpty = true, Optional = true)]
    public partial string APIGroup { get; init; }

    /// <summary>Name of the user, group or service account.</summary>
    [ApiField("name", 3)]
    public partial string Name { get; init; }

    /// <summary>Namespace of a service account subject, which must stay empty for users and groups.</summary>
    [ApiField("namespace", 4, OmitEmpty = true, Optional = true)]
    public partial string Namespace { get; init; }
}
