using System.Text.RegularExpressions;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Validation;

/// <summary>Rules of conditions (k8s.io/apimachinery, <c>apis/meta/v1/validation</c>).</summary>
public static partial class ConditionValidation
{
    private const int MaxReasonLength = 1024;
    private const int MaxMessageLength = 32 * 1024;

    /// <summary>Checks conditions, each type of which may occur once.</summary>
    public static void Validate(ApiList<Condition> conditions, FieldErrors errors, FieldPath path)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < conditions.Count; i++)
        {
            if (conditions[i].Type.Length > 0 && !types.Add(conditions[i].Type))
            {
                errors.Duplicate(path.Index(i).Child("type"), conditions[i].Type);
            }

            Validate(conditions[i], errors, path.Index(i));
        }
    }

    private static void Validate(Condition condition, FieldErrors errors, FieldPath path)
    {
        errors.InvalidFor(path.Child("type"), condition.Type, Formats.QualifiedName(condition.Type));
        errors.CheckSupported(path.Child("status"), condition.Status, ConditionStatus.False, ConditionStatus.True, ConditionStatus.Unknown);
        errors.CheckNotNegative(path.Child("observedGeneration"), condition.ObservedGeneration);
        if (condition.LastTransitionTime.IsZero)
        {
            errors.Required(path.Child("lastTransitionTime"), "must be set");
        }

        CheckReason(condition.Reason, errors, path.Child("reason"));
        if (Formats.Length(condition.Message) > MaxMessageLength)
        {
            errors.TooLong(path.Child("message"), MaxMessageLength);
        }
    }

    private static void CheckReason(string reason, FieldErrors errors, FieldPath path)
    {
        if (reason.Length == 0)
        {
            errors.Required(path, "must be set");
        }
        else
        {
            if (!ReasonForm().IsMatch(reason))
            {
                errors.Invalid(path, reason, Formats.Regexed(
                    "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', "
                        + "and must end with an alphanumeric character or '_'",
                    "[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?",
                    "my_name",
                    "MY_NAME",
                    "MyName",
                    "ReasonA,ReasonB",
                    "ReasonA:ReasonB"));
            }

            if (Formats.Length(reason) > MaxReasonLength)
            {
                errors.TooLong(path, MaxReasonLength);
            }
        }
    }

    [GeneratedRegex(@"^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?\z")]
    private static partial Regex ReasonForm();
}
