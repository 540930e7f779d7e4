using System.Globalization;
using System.Text.RegularExpressions;
using Tiphys.Api.AdmissionRegistration.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Admission;

/// <summary>
/// Rules of admission policies (pkg/apis/admissionregistration/validation); errors come in upstream's order. Whether expressions compile is
/// not checked.
/// </summary>
internal static partial class PolicyValidation
{
    private const int MaxAuditAnnotations = 20;
    private const int MaxValueExpressionBytes = 5 * 1024;
    private const string NonEmpty = "must be non-empty if specified";
    private static readonly FieldPath Path = FieldPath.Root("spec");

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    };

    public static void Validate(ValidatingAdmissionPolicy policy, ValidatingAdmissionPolicy? old, FieldErrors errors)
    {
        var spec = policy.Spec;
        CheckHead(spec.FailurePolicy, spec.ParamKind, spec.MatchConstraints, errors);
        if (old is null || spec.ParamKind != old.Spec.ParamKind || spec.MatchConditions != old.Spec.MatchConditions)
        {
            RuleValidation.CheckConditions(spec.MatchConditions, errors, Path.Child("matchConditions"));
        }

        CheckVariables(spec.Variables, errors);
        if (spec.Validations.IsEmpty && spec.AuditAnnotations.IsEmpty)
        {
            const string Needed = "validations or auditAnnotations must contain at least one item";
            errors.Required(Path.Child("validations"), Needed);
            errors.Required(Path.Child("auditAnnotations"), Needed);
            return;
        }

        for (var i = 0; i < spec.Validations.Count; i++)
        {
            CheckValidation(spec.Validations[i], errors, Path.Child("validations").Index(i));
        }

        CheckAnnotations(policy.Metadata.Name, spec.AuditAnnotations, errors, Path.Child("auditAnnotations"));
    }

    public static void Validate(MutatingAdmissionPolicy policy, MutatingAdmissionPolicy? old, FieldErrors errors)
    {
        var spec = policy.Spec;
        CheckHead(spec.FailurePolicy, spec.ParamKind, spec.MatchConstraints, errors);
        PolicyMatch.CheckMutatingOperations(spec.MatchConstraints, errors, Path.Child("matchConstraints"));
        if (old is null || spec.ParamKind != old.Spec.ParamKind || spec.MatchConditions != old.Spec.MatchConditions)
        {
            RuleValidation.CheckConditions(spec.MatchConditions, errors, Path.Child("matchConditions"));
        }

        CheckVariables(spec.Variables, errors);
        if (spec.Mutations.IsEmpty)
        {
            errors.Required(Path.Child("mutations"), "mutations must contain at least one item");
        }

        for (var i = 0; i < spec.Mutations.Count; i++)
        {
            CheckMutation(spec.Mutations[i], errors, Path.Child("mutations").Index(i));
        }

        errors.CheckRequiredAndSupported(Path.Child("reinvocationPolicy"), spec.ReinvocationPolicy, "IfNeeded", "Never");
    }

    public static void ValidateStatus(ValidatingAdmissionPolicyStatus status, FieldErrors errors)
    {
        var path = FieldPath.Root("status");
        var warnings = status.TypeChecking?.ExpressionWarnings ?? default;
        for (var i = 0; i < warnings.Count; i++)
        {
            var at = path.Child("typeChecking").Child("expressionWarnings").Index(i);
            errors.CheckRequired(at.Child("warning"), warnings[i].Warning);
            errors.CheckRequired(at.Child("fieldRef"), warnings[i].FieldRef.Trim());
        }

        ConditionValidation.Validate(status.Conditions, errors, path.Child("conditions"));
    }

    private static void CheckHead(string? failurePolicy, ParamKind? kind, MatchResources? constraints, FieldErrors errors)
    {
        if (failurePolicy is null)
        {
            errors.Required(Path.Child("failurePolicy"));
        }
        else
        {
            errors.CheckSupported(Path.Child("failurePolicy"), failurePolicy, "Fail", "Ignore");
        }

        if (kind is not null)
        {
            CheckParamKind(kind, errors, Path.Child("paramKind"));
        }

        var path = Path.Child("matchConstraints");
        if (constraints is null)
        {
            errors.Required(path);
            return;
        }

        PolicyMatch.Check(constraints, errors, path);
        if (constraints.ResourceRules.IsEmpty)
        {
            errors.Required(path.Child("resourceRules"));
        }
    }

    private static void CheckParamKind(ParamKind kind, FieldErrors errors, FieldPath path)
    {
        if (kind.APIVersion.Length == 0)
        {
            errors.Required(path.Child("apiVersion"));
        }
        else
        {
            CheckGroupVersion(kind.APIVersion, errors, path.Child("apiVersion"));
        }

        if (kind.Kind.Length == 0)
        {
            errors.Required(path.Child("kind"));
        }
        else if (Formats.Dns1035Label(kind.Kind.ToLowerInvariant()).ToList() is { Count: > 0 } reasons)
        {
            errors.Invalid(path.Child("kind"), kind.Kind, "may have mixed case, but should otherwise match: " + string.Join(',', reasons));
        }
    }

    private static void CheckGroupVersion(string text, FieldErrors errors, FieldPath path)
    {
        var parts = text.Split('/');
        if (parts.Length > 2)
        {
            errors.Invalid(path, text, "unexpected GroupVersion string: " + text);
            return;
        }

        if (parts.Length == 2 && parts[0].Length > 0)
        {
            CheckJoined(parts[0], Formats.Dns1123Subdomain, errors, path);
        }

        if (parts[^1].Length == 0)
        {
            errors.Invalid(path, text, "version must be specified");
        }
        else
        {
            CheckJoined(parts[^1], Formats.Dns1035Label, errors, path);
        }
    }

    private static void CheckJoined(string value, Func<string, IEnumerable<string>> form, FieldErrors errors, FieldPath path)
    {
        if (form(value).ToList() is { Count: > 0 } reasons)
        {
            errors.Invalid(path, value, string.Join(',', reasons));
        }
    }

    private static void CheckVariables(ApiList<Variable> variables, FieldErrors errors)
    {
        for (var i = 0; i < variables.Count; i++)
        {
            var (variable, path) = (variables[i], Path.Child("variables").Index(i));
            if (string.IsNullOrWhiteSpace(variable.Name))
            {
                errors.Required(path.Child("name"), "name is not specified");
            }
            else if (!Identifier().IsMatch(variable.Name) || Reserved.Contains(variable.Name))
            {
                errors.Invalid(path.Child("name"), variable.Name, "must be a valid CEL identifier");
            }

            CheckExpression(variable.Expression, "expression is not specified", errors, path.Child("expression"));
        }
    }

    private static void CheckExpression(string expression, string missing, FieldErrors errors, FieldPath path)
    {
        if (string.IsNullOrWhiteSpace(expression))
        {
            errors.Required(path, missing);
        }
    }

    private static void CheckValidation(Api.AdmissionRegistration.V1.Validation validation, FieldErrors errors, FieldPath path)
    {
        CheckExpression(validation.Expression, "expression is not specified", errors, path.Child("expression"));
        if (validation.MessageExpression.Length > 0 && string.IsNullOrWhiteSpace(validation.MessageExpression))
        {
            errors.Invalid(path.Child("messageExpression"), validation.MessageExpression, NonEmpty);
        }

        if (validation.Message.Length > 0 && string.IsNullOrWhiteSpace(validation.Message))
        {
            errors.Invalid(path.Child("message"), validation.Message, NonEmpty);
        }
        else if (validation.Message.Trim().AsSpan().IndexOfAny('\n', '\r') >= 0)
        {
            errors.Invalid(path.Child("message"), validation.Message, "must not contain line breaks");
        }

        if (validation.Reason is { } reason)
        {
            errors.CheckSupported(path.Child("reason"), reason, "Forbidden", "Invalid", "RequestEntityTooLarge");
        }
    }

    private static void CheckAnnotations(string policy, ApiList<AuditAnnotation> annotations, FieldErrors errors, FieldPath path)
    {
        if (annotations.Count > MaxAuditAnnotations)
        {
            errors.InvalidValue(
                path, InternalForm.Of(annotations), $"must not have more than {MaxAuditAnnotations.ToString(CultureInfo.InvariantCulture)} auditAnnotations");
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < annotations.Count; i++)
        {
            var (annotation, at) = (annotations[i], path.Index(i));
            var name = $"{policy}/{annotation.Key}";
            errors.InvalidFor(at.Child("key"), name, Formats.QualifiedName(name));
            CheckExpression(annotation.ValueExpression, "valueExpression is not specified", errors, at.Child("valueExpression"));
            if (Formats.Length(annotation.ValueExpression.Trim()) > MaxValueExpressionBytes)
            {
                errors.Required(at.Child("valueExpression"), $"must not exceed {MaxValueExpressionBytes.ToString(CultureInfo.InvariantCulture)} bytes in length");
            }

            if (!keys.Add(annotation.Key))
            {
                errors.Duplicate(at.Child("key"), annotation.Key);
            }
        }
    }

    private static void CheckMutation(Mutation mutation, FieldErrors errors, FieldPath path)
    {
        switch (mutation.PatchType)
        {
            case PatchType.JSONPatch:
                CheckPatch(mutation.JSONPatch?.Expression, "JSONPatch", errors, path.Child("jsonPatch"));
                CheckOther(mutation.ApplyConfiguration is not null, "applyConfiguration", "JSONPatch", errors, path);
                break;
            case PatchType.ApplyConfiguration:
                CheckPatch(mutation.ApplyConfiguration?.Expression, "ApplyConfiguration", errors, path.Child("applyConfiguration"));
                CheckOther(mutation.JSONPatch is not null, "jsonPatch", "ApplyConfiguration", errors, path);
                break;
            default:
                errors.CheckRequiredAndSupported(path.Child("patchType"), mutation.PatchType, PatchType.ApplyConfiguration, PatchType.JSONPatch);
                break;
        }
    }

    private static void CheckPatch(string? expression, string type, FieldErrors errors, FieldPath path)
    {
        if (expression is null)
        {
            errors.Required(path, $"must be specified when patchType is {type}");
        }
        else
        {
            CheckExpression(expression, "", errors, path.Child("expression"));
        }
    }

    private static void CheckOther(bool isSet, string field, string type, FieldErrors errors, FieldPath path)
    {
        if (isSet)
        {
            errors.Invalid(path.Child(field), $"{{{field}}}", $"must not be specified when patchType is {type}");
        }
    }

    [GeneratedRegex("^[_a-zA-Z][_a-zA-Z0-9]*\\z")]
    private static partial Regex Identifier();
}
