using Tiphys.Api.AdmissionRegistration.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;

namespace Tiphys.ApiServer.Kinds.Admission;

/// <summary>Rules of bindings of validating policies (pkg/registry/admissionregistration/validatingadmissionpolicybinding).</summary>
public sealed class ValidatingPolicyBindingStrategy : ResourceStrategy<ValidatingAdmissionPolicyBinding>
{
    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;

    /// <inheritdoc/>
    protected override ValidatingAdmissionPolicyBinding Default(ValidatingAdmissionPolicyBinding value) =>
        value with { Spec = value.Spec with { MatchResources = AdmissionDefaults.Apply(value.Spec.MatchResources) } };

    /// <inheritdoc/>
    protected override ValidatingAdmissionPolicyBinding PrepareForCreate(RequestContext context, ValidatingAdmissionPolicyBinding value) => Generations.First(value);

    /// <inheritdoc/>
    protected override ValidatingAdmissionPolicyBinding PrepareForUpdate(
        RequestContext context, ValidatingAdmissionPolicyBinding value, ValidatingAdmissionPolicyBinding old) => Generations.Bump(value, old, item => item.Spec);
}
