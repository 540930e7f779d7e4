using Tiphys.Api.Selectors;
using System.Text;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Shared;

/// <summary>Rules that the kinds which make pods from a template share (pkg/apis/apps/validation).</summary>
internal static class WorkloadValidation
{
    /// <summary>
    /// The selector must be there, well-formed, and select something. False when it is not well-formed; then upstream does not look at the
    /// template, and says <paramref name="unusable"/> of the selector.
    /// </summary>
    public static bool CheckSelector(LabelSelector? selector, string kind, string unusable, FieldErrors errors, FieldPath path)
    {
        if (selector is null)
        {
            errors.Required(path);
            return true;
        }

        var isForm = CheckForm(selector, errors, path);
        CheckNotEmpty(selector, kind, errors, path);
        if (!isForm)
        {
            errors.InvalidValue(path, Shown(selector), unusable);
        }

        return isForm;
    }

    /// <summary>The selector must be well-formed, if there is one; false when it is not.</summary>
    public static bool CheckForm(LabelSelector? selector, FieldErrors errors, FieldPath path)
    {
        var before = errors.All.Count;
        LabelSelectorValidation.Validate(selector, errors, path);
        return errors.All.Count == before;
    }

    /// <summary>The selector must select something.</summary>
    public static void CheckNotEmpty(LabelSelector? selector, string kind, FieldErrors errors, FieldPath path)
    {
        if (selector is not null && LabelSelectors.IsEmpty(selector))
        {
            errors.InvalidValue(path, "{}", $"empty selector is invalid for {kind}");
        }
    }

    /// <summary>The selector may not change.</summary>
    public static void CheckSelectorKept(LabelSelector? selector, LabelSelector? old, FieldErrors errors) =>
        errors.CheckImmutable(FieldPath.Root("spec").Child("selector"), selector, old, Shown);

    /// <summary>The template's pods must be selected, restart for ever, and have no deadline.</summary>
    public static void CheckTemplate(PodTemplateSpec template, LabelSelector? selector, string kind, FieldErrors errors, FieldPath path)
    {
        CheckLabels(template, selector, errors, path);
        PodValidation.ValidateTemplate(template, errors, path);
        CheckRunsForEver(template, kind, errors, path);
    }

    /// <summary>The selector must select the template's labels; none selects nothing.</summary>
    public static void CheckLabels(PodTemplateSpec template, LabelSelector? selector, FieldErrors errors, FieldPath path)
    {
        if (selector is null || (!LabelSelectors.IsEmpty(selector) && !LabelSelectors.Matches(selector, template.Metadata.Labels)))
        {
            errors.InvalidValue(path.Child("metadata").Child("labels"), Shown(template.Metadata.Labels), "`selector` does not match template `labels`");
        }
    }

    /// <summary>A part of a count may not be more than the whole.</summary>
    public static void CheckPart(int part, int whole, string name, FieldErrors errors, FieldPath path)
    {
        if (part > whole)
        {
            errors.Invalid(path, part, $"cannot be greater than {name}");
        }
    }

    /// <summary>The count of collisions of names never goes back.</summary>
    public static void CheckCollisions(int? count, int? old, FieldErrors errors, FieldPath path)
    {
        if (old is { } before && (count ?? int.MinValue) < before)
        {
            errors.Invalid(path, count ?? 0, "cannot be decremented");
        }
    }

    /// <summary>The template's pods must restart for ever, and have no deadline.</summary>
    public static void CheckRunsForEver(PodTemplateSpec template, string kind, FieldErrors errors, FieldPath path)
    {
        if (template.Spec.RestartPolicy != RestartPolicy.Always)
        {
            errors.NotSupported(path.Child("spec").Child("restartPolicy"), template.Spec.RestartPolicy, RestartPolicy.Always);
        }

        if (template.Spec.ActiveDeadlineSeconds is not null)
        {
            errors.Forbidden(path.Child("spec").Child("activeDeadlineSeconds"), $"activeDeadlineSeconds in {kind} is not Supported");
        }
    }

    /// <summary>A count that is not negative, or a percentage.</summary>
    public static void CheckCount(IntOrString value, FieldErrors errors, FieldPath path)
    {
        if (value.StringValue is { } text)
        {
            errors.InvalidFor(path, text, Formats.Percent(text));
        }
        else
        {
            errors.CheckNotNegative(path, value.IntValue);
        }
    }

    /// <summary>A percentage of at most 100.</summary>
    public static void CheckAtMostAll(IntOrString value, FieldErrors errors, FieldPath path)
    {
        if (value.TryGetPercent(out var percent) && percent > 100)
        {
            errors.Invalid(path, value.StringValue!, "must not be greater than 100%");
        }
    }

    /// <summary>True for 0 and 0%.</summary>
    public static bool IsZero(IntOrString value) => value.TryGetPercent(out var percent) ? percent == 0 : value.IntValue == 0;

    /// <summary>A count or percentage as messages show it; zero when there is none.</summary>
    public static string Shown(IntOrString? value) => value is { StringValue: { } text } ? FieldErrors.Quote(text) : (value ?? 0).ToString();

    /// <summary>Labels as messages show them.</summary>
    public static string Shown(ApiMap<string> labels) => labels.IsDefault
        ? "null"
        : "{" + string.Join(",", labels.AsSpan().ToArray().Select(entry => $"{FieldErrors.Quote(entry.Key)}:{FieldErrors.Quote(entry.Value)}")) + "}";

    /// <summary>A selector as messages show it.</summary>
    public static string Shown(LabelSelector? selector) => selector is null ? "null" : Encoding.UTF8.GetString(ApiJson.Write(selector));
}
