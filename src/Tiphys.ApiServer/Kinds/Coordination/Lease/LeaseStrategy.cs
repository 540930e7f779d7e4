using Tiphys.Api.Coordination.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Coordination;

/// <summary>Rules of leases (pkg/registry/coordination/lease).</summary>
public sealed class LeaseStrategy : ResourceStrategy<Lease>
{
    /// <inheritdoc/>
    public override bool AllowsCreateOnUpdate => true;

    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;

    /// <inheritdoc/>
    protected override Lease PrepareForCreate(RequestContext context, Lease value) => WithoutElection(value, null);

    /// <inheritdoc/>
    protected override Lease PrepareForUpdate(RequestContext context, Lease value, Lease old) => WithoutElection(value, old.Spec);

    // Coordinated leader election is a feature that is off by default: what it needs is dropped, unless it is there already.
    private static Lease WithoutElection(Lease value, LeaseSpec? old) => value with
    {
        Spec = value.Spec with
        {
            Strategy = old?.Strategy is null ? null : value.Spec.Strategy,
            PreferredHolder = old?.PreferredHolder is null ? null : value.Spec.PreferredHolder,
        },
    };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, Lease value, FieldErrors errors)
    {
        var path = FieldPath.Root("spec");
        if (value.Spec.LeaseDurationSeconds is <= 0 and { } seconds)
        {
            errors.Invalid(path.Child("leaseDurationSeconds"), seconds, "must be greater than 0");
        }

        errors.CheckNotNegative(path.Child("leaseTransitions"), value.Spec.LeaseTransitions);
        if (value.Spec.PreferredHolder?.Length > 0 && string.IsNullOrEmpty(value.Spec.Strategy))
        {
            errors.Forbidden(path.Child("preferredHolder"), "may only be specified if `strategy` is defined");
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, Lease value, Lease old, FieldErrors errors) => Validate(context, value, errors);
}
