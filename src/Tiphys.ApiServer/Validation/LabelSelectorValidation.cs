using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Validation;

/// <summary>Rules of label selectors (k8s.io/apimachinery, <c>apis/meta/v1/validation</c>).</summary>
public static class LabelSelectorValidation
{
    /// <summary>Checks a selector; nothing to check when it is null.</summary>
    public static void Validate(LabelSelector? selector, FieldErrors errors, FieldPath path)
    {
        if (selector is null)
        {
            return;
        }

        MetadataValidation.ValidateLabels(selector.MatchLabels, errors, path.Child("matchLabels"));
        for (var i = 0; i < selector.MatchExpressions.Count; i++)
        {
            Validate(selector.MatchExpressions[i], errors, path.Child("matchExpressions").Index(i));
        }
    }

    private static void Validate(LabelSelectorRequirement requirement, FieldErrors errors, FieldPath path)
    {
        switch (requirement.Operator)
        {
            case LabelSelectorOperator.In or LabelSelectorOperator.NotIn:
                if (requirement.Values.IsEmpty)
                {
                    errors.Required(path.Child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
                }

                break;
            case LabelSelectorOperator.Exists or LabelSelectorOperator.DoesNotExist:
                if (!requirement.Values.IsEmpty)
                {
                    errors.Forbidden(path.Child("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                }

                break;
            default:
                errors.Invalid(path.Child("operator"), requirement.Operator, "not a valid selector operator");
                break;
        }

        errors.InvalidFor(path.Child("key"), requirement.Key, Formats.QualifiedName(requirement.Key));
        for (var i = 0; i < requirement.Values.Count; i++)
        {
            errors.InvalidFor(path.Child("values").Index(i), requirement.Values[i], Formats.LabelValue(requirement.Values[i]));
        }
    }
}
