using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of events (pkg/apis/core/validation/events.go): lenient ones for the core group, strict ones for events.k8s.io.</summary>
internal static class EventValidation
{
    private const int MaxText = 128;
    private const int MaxMessage = 1024;
    private const string OtherNamespace = "does not match event.namespace";
    private const string Unset = "needs to be unset";
    private static readonly FieldPath ObjectPath = FieldPath.Root("involvedObject");

    /// <summary>What clients of the core group have to follow, in creates and updates alike.</summary>
    public static void ValidateLenient(Event value, FieldErrors errors, string reporterField = "reportingComponent")
    {
        var isOld = value.EventTime.IsZero;
        var about = value.InvolvedObject.Namespace;
        var isHome = isOld
            ? about == value.Metadata.Namespace || (about.Length == 0 && value.Metadata.Namespace == "default")
            : about.Length > 0 || value.Metadata.Namespace is "default" or "kube-system";
        if (!isHome)
        {
            errors.Invalid(ObjectPath.Child("namespace"), about, OtherNamespace);
        }

        if (!isOld)
        {
            CheckTexts(value, errors, reporterField);
        }

        errors.InvalidFor(FieldPath.Root("namespace"), value.Metadata.Namespace, Formats.Dns1123Subdomain(value.Metadata.Namespace));
    }

    public static void ValidateStrict(Event value, FieldErrors errors)
    {
        ValidateLenient(value, errors, "reportingController");
        CheckSeries(value, errors);
        if (value.EventTime.IsZero)
        {
            errors.Required(FieldPath.Root("eventTime"));
        }

        if (value.Type is not ("Normal" or "Warning"))
        {
            errors.Invalid(FieldPath.Root("type"), "", $"has invalid value: {value.Type}");
        }

        CheckUnset(value.FirstTimestamp.IsZero, "firstTimestamp", errors);
        CheckUnset(value.LastTimestamp.IsZero, "lastTimestamp", errors);
        CheckUnset(value.Count == 0, "count", errors);
        CheckUnset(value.Source is { Component.Length: 0, Host.Length: 0 }, "source", errors);
    }

    public static void ValidateStrictUpdate(Event value, Event old, FieldErrors errors)
    {
        ValidateLenient(value, errors, "reportingController");
        if (value.Series != old.Series)
        {
            CheckSeries(value, errors);
        }

        errors.CheckImmutable(ObjectPath, value.InvolvedObject, old.InvolvedObject, Shown);
        errors.CheckImmutable(FieldPath.Root("reason"), value.Reason, old.Reason);
        errors.CheckImmutable(FieldPath.Root("message"), value.Message, old.Message);
        errors.CheckImmutable(FieldPath.Root("source"), value.Source, old.Source, source => $$"""{"Component":{{Quote(source.Component)}},"Host":{{Quote(source.Host)}}}""");
        errors.CheckImmutable(FieldPath.Root("firstTimestamp"), value.FirstTimestamp, old.FirstTimestamp, time => time.IsZero ? "null" : Quote(time.ToString()));
        errors.CheckImmutable(FieldPath.Root("lastTimestamp"), value.LastTimestamp, old.LastTimestamp, time => time.IsZero ? "null" : Quote(time.ToString()));
        errors.CheckImmutable(FieldPath.Root("count"), value.Count, old.Count, count => FieldErrorsExtensions.Shown(count));

        // Upstream checks the reason twice, and says so twice.
        errors.CheckImmutable(FieldPath.Root("reason"), value.Reason, old.Reason);
        errors.CheckImmutable(FieldPath.Root("type"), value.Type, old.Type);
        errors.CheckImmutable(FieldPath.Root("eventTime"), value.EventTime, old.EventTime, time => time.IsZero ? "null" : Quote(time.ToString()));
        errors.CheckImmutable(FieldPath.Root("action"), value.Action, old.Action);
        errors.CheckImmutable(FieldPath.Root("related"), value.Related, old.Related, related => related is null ? "null" : Shown(related));
        errors.CheckImmutable(FieldPath.Root("reportingController"), value.ReportingController, old.ReportingController);
        errors.CheckImmutable(FieldPath.Root("reportingInstance"), value.ReportingInstance, old.ReportingInstance);
    }

    private static void CheckTexts(Event value, FieldErrors errors, string reporterField)
    {
        var reporter = FieldPath.Root(reporterField);
        if (value.ReportingController.Length == 0)
        {
            errors.Required(reporter);
        }

        errors.InvalidFor(reporter, value.ReportingController, Formats.QualifiedName(value.ReportingController));
        CheckText(value.ReportingInstance, "reportingInstance", errors);
        CheckText(value.Action, "action", errors);
        CheckText(value.Reason, "reason", errors);
        CheckLength(value.Message, MaxMessage, FieldPath.Root("message"), errors);
    }

    private static void CheckText(string value, string field, FieldErrors errors)
    {
        var path = FieldPath.Root(field);
        if (value.Length == 0)
        {
            errors.Required(path);
        }

        CheckLength(value, MaxText, path, errors);
    }

    private static void CheckLength(string value, int limit, FieldPath path, FieldErrors errors)
    {
        if (Formats.Length(value) > limit)
        {
            errors.Invalid(path, "", $"can have at most {FieldErrorsExtensions.Shown(limit)} characters");
        }
    }

    private static void CheckSeries(Event value, FieldErrors errors)
    {
        if (value.Series is { Count: < 2 })
        {
            errors.Invalid(FieldPath.Root("series.count"), "", "should be at least 2");
        }

        if (value.Series is { LastObservedTime.IsZero: true })
        {
            errors.Required(FieldPath.Root("series.lastObservedTime"));
        }
    }

    private static void CheckUnset(bool isUnset, string field, FieldErrors errors)
    {
        if (!isUnset)
        {
            errors.Invalid(FieldPath.Root(field), "", Unset);
        }
    }

    // Messages show what upstream's internal type looks like in JSON.
    private static string Shown(ObjectReference about) =>
        $$"""{"Kind":{{Quote(about.Kind)}},"Namespace":{{Quote(about.Namespace)}},"Name":{{Quote(about.Name)}},"UID":{{Quote(about.UID)}},"APIVersion":{{Quote(about.APIVersion)}},"ResourceVersion":{{Quote(about.ResourceVersion)}},"FieldPath":{{Quote(about.FieldPath)}}}""";

    private static string Quote(string text) => FieldErrors.Quote(text);
}
