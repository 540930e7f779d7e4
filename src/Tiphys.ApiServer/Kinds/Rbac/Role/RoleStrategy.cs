using Tiphys.Api.Rbac.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Rbac;

/// <summary>Rules of roles (pkg/registry/rbac).</summary>
public sealed class RoleStrategy : ResourceStrategy<Role>
{
    /// <inheritdoc/>
    public override bool AllowsCreateOnUpdate => true;

    /// <inheritdoc/>
    public override IEnumerable<string> CheckName(string name, bool isPrefix) => Names.PathSegment(name, isPrefix);

    /// <inheritdoc/>
    protected override Role PrepareForCreate(RequestContext context, Role value) => Stored(value);

    /// <inheritdoc/>
    protected override Role PrepareForUpdate(RequestContext context, Role value, Role old) => Stored(value);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, Role value, FieldErrors errors) => RbacValidation.CheckRules(value.Rules, true, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, Role value, Role old, FieldErrors errors) => Validate(context, value, errors);

    // Upstream's store knows no empty list.
    private static Role Stored(Role value) => value.Rules.IsEmpty ? value with { Rules = default } : value;
}
