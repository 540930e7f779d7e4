using Tiphys.Api.AdmissionRegistration.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Admission;

/// <summary>Rules of validating policies (pkg/registry/admissionregistration/validatingadmissionpolicy).</summary>
public sealed class ValidatingPolicyStrategy : ResourceStrategy<ValidatingAdmissionPolicy>
{
    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;

    /// <inheritdoc/>
    protected override ValidatingAdmissionPolicy Default(ValidatingAdmissionPolicy value) => value with
    {
        Spec = value.Spec with
        {
            FailurePolicy = AdmissionDefaults.FailurePolicy(value.Spec.FailurePolicy),
            MatchConstraints = AdmissionDefaults.Apply(value.Spec.MatchConstraints),
        },
    };

    /// <inheritdoc/>
    protected override ValidatingAdmissionPolicy PrepareForCreate(RequestContext context, ValidatingAdmissionPolicy value) =>
        Generations.First(value with { Status = ValidatingAdmissionPolicyStatus.Empty });

    /// <inheritdoc/>
    protected override ValidatingAdmissionPolicy PrepareForUpdate(RequestContext context, ValidatingAdmissionPolicy value, ValidatingAdmissionPolicy old) =>
        context.Subresource == "status"
            ? Generations.Keep(value with { Metadata = StatusMetadata.Keep(value.Metadata, old.Metadata), Spec = old.Spec }, old)
            : Generations.Bump(value with { Status = old.Status }, old, item => item.Spec);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, ValidatingAdmissionPolicy value, FieldErrors errors) => PolicyValidation.Validate(value, null, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, ValidatingAdmissionPolicy value, ValidatingAdmissionPolicy old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            PolicyValidation.ValidateStatus(value.Status, errors);
        }
        else
        {
            PolicyValidation.Validate(value, old, errors);
        }
    }
}
