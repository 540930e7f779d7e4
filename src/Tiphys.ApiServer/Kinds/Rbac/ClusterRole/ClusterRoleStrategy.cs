using Tiphys.Api.Rbac.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Rbac;

/// <summary>Rules of cluster roles (pkg/registry/rbac).</summary>
public sealed class ClusterRoleStrategy : ResourceStrategy<ClusterRole>
{
    /// <inheritdoc/>
    public override bool AllowsCreateOnUpdate => true;

    /// <inheritdoc/>
    public override IEnumerable<string> CheckName(string name, bool isPrefix) => Names.PathSegment(name, isPrefix);

    /// <inheritdoc/>
    protected override ClusterRole PrepareForCreate(RequestContext context, ClusterRole value) => Stored(value);

    /// <inheritdoc/>
    protected override ClusterRole PrepareForUpdate(RequestContext context, ClusterRole value, ClusterRole old) => Stored(value);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, ClusterRole value, FieldErrors errors)
    {
        RbacValidation.CheckRules(value.Rules, false, errors);
        RbacValidation.CheckAggregation(value.AggregationRule, errors);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, ClusterRole value, ClusterRole old, FieldErrors errors) => Validate(context, value, errors);

    // Upstream's store knows no empty list.
    private static ClusterRole Stored(ClusterRole value) => value.Rules.IsEmpty ? value with { Rules = default } : value;
}
