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
    /// <summary>The selector must be there, well-formed, and select something.</summary>
    public static void CheckSelector(LabelSelector? selector, string kind, FieldErrors errors, FieldPath path)
    {
        if (selector is null)
        {
            errors.Required(path);
            return;
        }

        LabelSelectorValidation.Validate(selector, errors, path);
        CheckNotEmpty(selector, kind, errors, path);
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

    /// <summary>The selector must select the template's labels.</summary>
    public static void CheckLabels(PodTemplateSpec template, LabelSelector? selector, FieldErrors errors, FieldPath path)
    {
        if (selector is not null && !LabelSelectors.IsEmpty(selector) && !LabelSelectors.Matches(selector, template.Metadata.Labels))
        {
            errors.InvalidValue(path.Child("metadata").Child("labels"), Shown(template.Metadata.Labels), "`selector` does not match template `labels`");
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

    /// <summary>Labels as messages show them.</summary>
    public static string Shown(ApiMap<string> labels) => labels.IsDefault
        ? "null"
        : "{" + string.Join(",", labels.AsSpan().ToArray().Select(entry => $"{FieldErrors.Quote(entry.Key)}:{FieldErrors.Quote(entry.Value)}")) + "}";

    /// <summary>A selector as messages show it.</summary>
    public static string Shown(LabelSelector? selector) => selector is null ? "null" : Encoding.UTF8.GetString(ApiJson.Write(selector));
}
