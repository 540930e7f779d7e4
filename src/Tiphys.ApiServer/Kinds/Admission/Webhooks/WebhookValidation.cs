using Tiphys.Api.AdmissionRegistration.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Admission;

/// <summary>Rules of webhooks (pkg/apis/admissionregistration/validation); errors come in upstream's order.</summary>
internal static class WebhookValidation
{
    private const int MaxTimeoutSeconds = 30;
    private const string UrlForm = "; desired format: https://host[/path]";
    private static readonly FieldPath Root = FieldPath.Root("webhooks");

    // Objects from before a rule keep what it forbids.
    public static void Validate(IReadOnlyList<WebhookView> hooks, IReadOnlyList<WebhookView>? old, FieldErrors errors)
    {
        var needsNoSideEffects = old is null || old.All(hook => hook.SideEffects is "None" or "NoneOnDryRun");
        var needsKnownVersion = old is null || old.All(hook => hook.Versions.IsEmpty || hook.Versions.Any(IsKnown));
        var needsOwnNames = old is null || old.Select(hook => hook.Name).Distinct(StringComparer.Ordinal).Count() == old.Count;
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < hooks.Count; i++)
        {
            CheckHook(hooks[i], needsNoSideEffects, errors, Root.Index(i));
            CheckVersions(hooks[i].Versions, needsKnownVersion, errors, Root.Index(i).Child("admissionReviewVersions"));
            if (needsOwnNames && hooks[i].Name.Length > 0 && !names.Add(hooks[i].Name))
            {
                errors.Duplicate(Root.Index(i).Child("name"), hooks[i].Name);
            }
        }
    }

    private static bool IsKnown(string version) => version is "v1" or "v1beta1";

    private static void CheckHook(WebhookView hook, bool needsNoSideEffects, FieldErrors errors, FieldPath path)
    {
        CheckName(hook.Name, errors, path.Child("name"));
        for (var i = 0; i < hook.Rules.Count; i++)
        {
            RuleValidation.CheckRule(hook.Rules[i], errors, path.Child("rules").Index(i));
        }

        CheckChoice(hook.FailurePolicy, errors, path.Child("failurePolicy"), "Fail", "Ignore");
        CheckChoice(hook.MatchPolicy, errors, path.Child("matchPolicy"), "Equivalent", "Exact");
        string[] effects = needsNoSideEffects ? ["None", "NoneOnDryRun"] : ["None", "NoneOnDryRun", "Some", "Unknown"];
        if (hook.SideEffects is null)
        {
            errors.Required(path.Child("sideEffects"), $"must specify one of {string.Join(", ", effects)}");
        }

        CheckChoice(hook.SideEffects, errors, path.Child("sideEffects"), effects);
        if (hook.TimeoutSeconds is < 1 or > MaxTimeoutSeconds)
        {
            errors.Invalid(path.Child("timeoutSeconds"), hook.TimeoutSeconds!.Value, "the timeout value must be between 1 and 30 seconds");
        }

        LabelSelectorValidation.Validate(hook.NamespaceSelector, errors, path.Child("namespaceSelector"));
        LabelSelectorValidation.Validate(hook.ObjectSelector, errors, path.Child("objectSelector"));
        CheckChoice(hook.ReinvocationPolicy, errors, path.Child("reinvocationPolicy"), "IfNeeded", "Never");
        CheckClient(hook.Client, errors, path.Child("clientConfig"));
        RuleValidation.CheckConditions(hook.Conditions, errors, path.Child("matchConditions"));
    }

    private static void CheckChoice(string? value, FieldErrors errors, FieldPath path, params string[] supported)
    {
        if (value is not null)
        {
            errors.CheckSupported(path, value, supported);
        }
    }

    private static void CheckName(string name, FieldErrors errors, FieldPath path)
    {
        var reasons = Formats.Dns1123Subdomain(name).ToList();
        if (name.Length == 0)
        {
            errors.Required(path);
        }
        else if (reasons.Count > 0)
        {
            errors.Invalid(path, name, string.Join(",", reasons));
        }
        else if (name.Split('.').Length < 3)
        {
            errors.Invalid(path, name, "should be a domain with at least three segments separated by dots");
        }
    }

    private static void CheckClient(WebhookClientConfig client, FieldErrors errors, FieldPath path)
    {
        if (client.URL is null == client.Service is null)
        {
            errors.Required(path, "exactly one of url or service is required");
        }
        else if (client.URL is { } url)
        {
            CheckUrl(url, errors, path.Child("url"));
        }
        else
        {
            CheckService(client.Service!, errors, path.Child("service"));
        }
    }

    private static void CheckUrl(string url, FieldErrors errors, FieldPath path)
    {
        var isAbsolute = Uri.TryCreate(url, UriKind.Absolute, out var parsed) && url.Contains("://", StringComparison.Ordinal);
        var scheme = isAbsolute ? parsed!.Scheme : "";
        if (scheme != "https")
        {
            errors.Invalid(path, scheme, "'https' is the only allowed URL scheme" + UrlForm);
        }

        if (!isAbsolute || parsed!.Host.Length == 0)
        {
            errors.Invalid(path, "", "host must be specified" + UrlForm);
            return;
        }

        CheckAbsent(parsed.UserInfo, "user information is not permitted in the URL", errors, path);
        CheckAbsent(parsed.Fragment.TrimStart('#'), "fragments are not permitted in the URL", errors, path);
        CheckAbsent(parsed.Query.TrimStart('?'), "query parameters are not permitted in the URL", errors, path);
    }

    private static void CheckAbsent(string part, string message, FieldErrors errors, FieldPath path)
    {
        if (part.Length > 0)
        {
            errors.Invalid(path, part, message);
        }
    }

    // Upstream takes name and namespace for one another here.
    private static void CheckService(ServiceReference service, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("name"), service.Namespace);
        errors.CheckRequired(path.Child("namespace"), service.Name);
        var port = service.Port ?? 0;
        if (Formats.PortNumber(port).ToList() is { Count: > 0 } reasons)
        {
            errors.Invalid(path.Child("port"), port, "port is not valid: " + string.Join(", ", reasons));
        }

        if (service.Path is { } value)
        {
            CheckPath(value, errors, path.Child("path"));
        }
    }

    private static void CheckPath(string value, FieldErrors errors, FieldPath path)
    {
        if (value is "" or "/")
        {
            return;
        }

        if (value == "//")
        {
            errors.Invalid(path, value, "segment[0] may not be empty");
            return;
        }

        if (!value.StartsWith('/'))
        {
            errors.Invalid(path, value, "must start with a '/'");
        }

        var rest = value[1..];
        var segments = (rest.EndsWith('/') ? rest[..^1] : rest).Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            IEnumerable<string> reasons = segments[i].Length == 0
                ? [$"segment[{i}] may not be empty"]
                : Formats.Dns1123Subdomain(segments[i]).Select(reason => $"segment[{i}]: {reason}");
            errors.InvalidFor(path, value, reasons);
        }
    }

    private static void CheckVersions(ApiList<string> versions, bool needsKnown, FieldErrors errors, FieldPath path)
    {
        if (versions.IsEmpty)
        {
            errors.Required(path, "must specify one of v1, v1beta1");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < versions.Count; i++)
        {
            errors.InvalidFor(path.Index(i), versions[i], seen.Add(versions[i]) ? Formats.Dns1035Label(versions[i]) : ["duplicate version"]);
        }

        if (needsKnown && !versions.Any(IsKnown))
        {
            errors.InvalidValue(path, RuleValidation.Shown(versions), "must include at least one of v1, v1beta1");
        }
    }
}
