using Tiphys.Api.Rbac.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Rbac;

/// <summary>Rules of cluster role bindings (pkg/registry/rbac).</summary>
public sealed class ClusterRoleBindingStrategy : ResourceStrategy<ClusterRoleBinding>
{
    /// <inheritdoc/>
    public override bool AllowsCreateOnUpdate => true;

    /// <inheritdoc/>
    public override IEnumerable<string> CheckName(string name, bool isPrefix) => Names.PathSegment(name, isPrefix);

    /// <inheritdoc/>
    protected override ClusterRoleBinding Default(ClusterRoleBinding value) => value with
    {
        RoleRef = RbacDefaults.Apply(value.RoleRef),
        Subjects = value.Subjects.Map(RbacDefaults.Apply),
    };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, ClusterRoleBinding value, FieldErrors errors) =>
        RbacValidation.CheckBinding(value.RoleRef, value.Subjects, false, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, ClusterRoleBinding value, ClusterRoleBinding old, FieldErrors errors)
    {
        Validate(context, value, errors);
        RbacValidation.CheckRoleKept(value.RoleRef, old.RoleRef, errors);
    }
}
