using Tiphys.Api.AdmissionRegistration.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

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

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, ValidatingAdmissionPolicyBinding value, FieldErrors errors)
    {
        var (spec, path) = (value.Spec, FieldPath.Root("spec"));
        PolicyMatch.CheckBinding(spec.PolicyName, spec.ParamRef, spec.MatchResources, errors, path);
        CheckActions(spec.ValidationActions, errors, path.Child("validationActions"));
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(
        RequestContext context, ValidatingAdmissionPolicyBinding value, ValidatingAdmissionPolicyBinding old, FieldErrors errors) => Validate(context, value, errors);

    private static void CheckActions(ApiList<string> actions, FieldErrors errors, FieldPath path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < actions.Count; i++)
        {
            errors.CheckSupported(path.Index(i), actions[i], ValidationAction.Audit, ValidationAction.Deny, ValidationAction.Warn);
            if (!seen.Add(actions[i]))
            {
                errors.Duplicate(path.Index(i), actions[i]);
            }
        }

        if (seen.Contains(ValidationAction.Deny) && seen.Contains(ValidationAction.Warn))
        {
            errors.InvalidValue(
                path,
                RuleValidation.Shown(actions),
                "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)");
        }

        if (actions.IsEmpty)
        {
            errors.Required(path, "at least one validation action is required");
        }
    }
}
