using Tiphys.Api.AdmissionRegistration.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Admission;

/// <summary>Rules of bindings of mutating policies (pkg/registry/admissionregistration/mutatingadmissionpolicybinding).</summary>
public sealed class MutatingPolicyBindingStrategy : ResourceStrategy<MutatingAdmissionPolicyBinding>
{
    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;

    /// <inheritdoc/>
    protected override MutatingAdmissionPolicyBinding Default(MutatingAdmissionPolicyBinding value) =>
        value with { Spec = value.Spec with { MatchResources = AdmissionDefaults.Apply(value.Spec.MatchResources) } };

    /// <inheritdoc/>
    protected override MutatingAdmissionPolicyBinding PrepareForCreate(RequestContext context, MutatingAdmissionPolicyBinding value) => Generations.First(value);

    /// <inheritdoc/>
    protected override MutatingAdmissionPolicyBinding PrepareForUpdate(
        RequestContext context, MutatingAdmissionPolicyBinding value, MutatingAdmissionPolicyBinding old) => Generations.Bump(value, old, item => item.Spec);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, MutatingAdmissionPolicyBinding value, FieldErrors errors)
    {
        var (spec, path) = (value.Spec, FieldPath.Root("spec"));
        PolicyMatch.CheckBinding(spec.PolicyName, spec.ParamRef, spec.MatchResources, errors, path);
        PolicyMatch.CheckMutatingOperations(spec.MatchResources, errors, path.Child("matchResources"));
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(
        RequestContext context, MutatingAdmissionPolicyBinding value, MutatingAdmissionPolicyBinding old, FieldErrors errors) => Validate(context, value, errors);
}
