using Tiphys.Api.AdmissionRegistration.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Admission;

/// <summary>Rules of mutating policies (pkg/registry/admissionregistration/mutatingadmissionpolicy).</summary>
public sealed class MutatingPolicyStrategy : ResourceStrategy<MutatingAdmissionPolicy>
{
    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;

    /// <inheritdoc/>
    protected override MutatingAdmissionPolicy Default(MutatingAdmissionPolicy value) => value with
    {
        Spec = value.Spec with
        {
            FailurePolicy = AdmissionDefaults.FailurePolicy(value.Spec.FailurePolicy),
            MatchConstraints = AdmissionDefaults.Apply(value.Spec.MatchConstraints),
        },
    };

    /// <inheritdoc/>
    protected override MutatingAdmissionPolicy PrepareForCreate(RequestContext context, MutatingAdmissionPolicy value) =>
        Generations.First(value);

    /// <inheritdoc/>
    protected override MutatingAdmissionPolicy PrepareForUpdate(RequestContext context, MutatingAdmissionPolicy value, MutatingAdmissionPolicy old) =>
        Generations.Bump(value, old, item => item.Spec);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, MutatingAdmissionPolicy value, FieldErrors errors) => PolicyValidation.Validate(value, null, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, MutatingAdmissionPolicy value, MutatingAdmissionPolicy old, FieldErrors errors) =>
        PolicyValidation.Validate(value, old, errors);
}
