using Tiphys.Api.Rbac.V1;
using Tiphys.ApiServer.Kinds.Shared;

namespace Tiphys.ApiServer.Kinds.Rbac;

/// <summary>Defaults of bindings (pkg/apis/rbac/v1/defaults.go).</summary>
internal static class RbacDefaults
{
    public const string GroupName = "rbac.authorization.k8s.io";

    public static RoleRef Apply(RoleRef role) => role with { APIGroup = role.APIGroup.Or(GroupName) };

    public static Subject Apply(Subject subject) => subject is { APIGroup: "", Kind: "User" or "Group" } ? subject with { APIGroup = GroupName } : subject;
}
