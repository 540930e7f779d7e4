using Tiphys.Api.FlowControl.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.FlowControl;

/// <summary>Rules of flow schemas (pkg/apis/flowcontrol/validation); errors come in upstream's order.</summary>
internal static class FlowSchemaValidation
{
    private const int MaxPrecedence = 10000;
    private static readonly FieldPath Path = FieldPath.Root("spec");
    private static readonly string[] Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"];

    public static void Validate(FlowSchema value, FieldErrors errors)
    {
        CheckPrecedence(value, errors, Path.Child("matchingPrecedence"));
        if (value.Spec.DistinguisherMethod is { Type: not ("ByNamespace" or "ByUser") } method)
        {
            errors.Add(new(
                FieldErrorType.FieldValueNotSupported,
                Path.Child("distinguisherMethod").Child("type").ToString(),
                $"{{\"Type\":{FieldErrors.Quote(method.Type)}}}",
                "supported values: \"ByNamespace\", \"ByUser\""));
        }

        var level = Path.Child("priorityLevelConfiguration").Child("name");
        if (value.Spec.PriorityLevelConfiguration.Name is { Length: > 0 } name)
        {
            errors.InvalidFor(level, name, Formats.Dns1123Subdomain(name));
        }
        else
        {
            errors.Required(level, "must reference a priority level");
        }

        for (var i = 0; i < value.Spec.Rules.Count; i++)
        {
            CheckRule(value.Spec.Rules[i], errors, Path.Child("rules").Index(i));
        }

        if (MandatoryObjects.FlowSchema(value.Metadata.Name) is { } fixedSpec && value.Spec != fixedSpec)
        {
            errors.InvalidValue(Path, InternalForm.Of(value.Spec), $"spec of '{value.Metadata.Name}' must equal the fixed value");
        }

        CheckConditions(value.Status.Conditions.Select(each => each.Type), errors);
    }

    /// <summary>Conditions of a status, each with a type of its own.</summary>
    public static void CheckConditions(IEnumerable<string> types, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (type, i) in types.Select((type, i) => (type, i)))
        {
            var path = FieldPath.Root("status").Child("conditions").Index(i).Child("type");
            if (!seen.Add(type))
            {
                errors.Duplicate(path, type);
            }

            errors.CheckRequired(path, type);
        }
    }

    private static void CheckPrecedence(FlowSchema value, FieldErrors errors, FieldPath path)
    {
        var precedence = value.Spec.MatchingPrecedence;
        if (precedence <= 0)
        {
            errors.Invalid(path, precedence, "must be a positive value");
        }

        if (precedence > MaxPrecedence)
        {
            errors.Invalid(path, precedence, $"must not be greater than {MaxPrecedence}");
        }

        if (precedence == 1 && value.Metadata.Name != "exempt")
        {
            errors.Invalid(path, precedence, "only the schema named 'exempt' may have matchingPrecedence 1");
        }
    }

    private static void CheckRule(PolicyRulesWithSubjects rule, FieldErrors errors, FieldPath path)
    {
        if (rule.Subjects.IsEmpty)
        {
            errors.Required(path.Child("subjects"), "subjects must contain at least one value");
        }

        for (var i = 0; i < rule.Subjects.Count; i++)
        {
            CheckSubject(rule.Subjects[i], errors, path.Child("subjects").Index(i));
        }

        if (rule.ResourceRules.IsEmpty && rule.NonResourceRules.IsEmpty)
        {
            errors.Required(path, "at least one of resourceRules and nonResourceRules has to be non-empty");
        }

        for (var i = 0; i < rule.ResourceRules.Count; i++)
        {
            CheckResourceRule(rule.ResourceRules[i], errors, path.Child("resourceRules").Index(i));
        }

        for (var i = 0; i < rule.NonResourceRules.Count; i++)
        {
            CheckNonResourceRule(rule.NonResourceRules[i], errors, path.Child("nonResourceRules").Index(i));
        }
    }

    private static void CheckSubject(Subject subject, FieldErrors errors, FieldPath path)
    {
        if (subject.Kind is not ("ServiceAccount" or "User" or "Group"))
        {
            errors.NotSupported(path.Child("kind"), subject.Kind, "Group", "ServiceAccount", "User");
            return;
        }

        CheckOwn(subject, errors, path);
        CheckAbsent(subject.ServiceAccount is not null, "serviceAccount", "ServiceAccount", subject, errors, path);
        CheckAbsent(subject.User is not null, "user", "User", subject, errors, path);
        CheckAbsent(subject.Group is not null, "group", "Group", subject, errors, path);
    }

    private static void CheckOwn(Subject subject, FieldErrors errors, FieldPath path)
    {
        switch (subject)
        {
            case { Kind: "ServiceAccount", ServiceAccount: { } account }:
                var name = path.Child("serviceAccount").Child("name");
                errors.CheckRequired(name, account.Name, text => text == "*" ? [] : Formats.Dns1123Subdomain(text));
                CheckNamespace(account.Namespace, errors, path.Child("serviceAccount").Child("namespace"));
                break;
            case { Kind: "User", User: { } user }:
                errors.CheckRequired(path.Child("user").Child("name"), user.Name);
                break;
            case { Kind: "Group", Group: { } group }:
                errors.CheckRequired(path.Child("group").Child("name"), group.Name);
                break;
            default:
                var field = char.ToLowerInvariant(subject.Kind[0]) + subject.Kind[1..];
                errors.Required(path.Child(field), $"{field} is required when subject kind is '{subject.Kind}'");
                break;
        }
    }

    private static void CheckNamespace(string ns, FieldErrors errors, FieldPath path)
    {
        if (ns.Length == 0)
        {
            errors.Required(path, "must specify namespace for service account");
        }
        else
        {
            errors.InvalidFor(path, ns, Formats.Dns1123Label(ns));
        }
    }

    private static void CheckAbsent(bool isThere, string field, string kind, Subject subject, FieldErrors errors, FieldPath path)
    {
        if (isThere && subject.Kind != kind)
        {
            errors.Forbidden(path.Child(field), $"{field} is forbidden when subject kind is not '{kind}'");
        }
    }

    private static void CheckVerbs(ApiList<string> verbs, FieldErrors errors, FieldPath path)
    {
        if (verbs.IsEmpty)
        {
            errors.Required(path, "verbs must contain at least one value");
        }
        else if (verbs.Contains("*"))
        {
            CheckAlone(verbs, "verbs", errors, path);
        }
        else if (!verbs.All(Verbs.Contains))
        {
            errors.Add(new(
                FieldErrorType.FieldValueNotSupported, path.ToString(), Shown(verbs), "supported values: " + string.Join(", ", Verbs.Select(FieldErrors.Quote))));
        }
    }

    private static void CheckAlone(ApiList<string> items, string what, FieldErrors errors, FieldPath path)
    {
        if (items.Count > 1 && items.Contains("*"))
        {
            errors.InvalidValue(path, Shown(items), $"if '*' is present, must not specify other {what}");
        }
    }

    private static void CheckAny(ApiList<string> items, string missing, string what, FieldErrors errors, FieldPath path)
    {
        if (items.IsEmpty)
        {
            errors.Required(path, missing);
        }
        else
        {
            CheckAlone(items, what, errors, path);
        }
    }

    private static void CheckResourceRule(ResourcePolicyRule rule, FieldErrors errors, FieldPath path)
    {
        CheckVerbs(rule.Verbs, errors, path.Child("verbs"));
        CheckAny(rule.APIGroups, "resource rules must supply at least one api group", "api groups", errors, path.Child("apiGroups"));
        CheckAny(rule.Resources, "resource rules must supply at least one resource", "resources", errors, path.Child("resources"));
        var namespaces = path.Child("namespaces");
        if (rule.Namespaces.IsEmpty && !rule.ClusterScope)
        {
            errors.Required(namespaces, "resource rules that are not cluster scoped must supply at least one namespace");
        }
        else if (rule.Namespaces.Contains("*"))
        {
            CheckAlone(rule.Namespaces, "namespaces", errors, namespaces);
        }
        else
        {
            for (var i = 0; i < rule.Namespaces.Count; i++)
            {
                var reasons = Formats.Dns1123Label(rule.Namespaces[i]).Select(reason => "each member of this list must be '*' or a DNS-1123 label; " + reason);
                errors.InvalidFor(namespaces.Index(i), rule.Namespaces[i], reasons);
            }
        }
    }

    private static void CheckNonResourceRule(NonResourcePolicyRule rule, FieldErrors errors, FieldPath path)
    {
        CheckVerbs(rule.Verbs, errors, path.Child("verbs"));
        var urls = path.Child("nonResourceURLs");
        CheckAny(rule.NonResourceURLs, "nonResourceURLs must contain at least one value", "non-resource URLs", errors, urls);
        for (var i = 0; i < rule.NonResourceURLs.Count && !rule.NonResourceURLs.Contains("*"); i++)
        {
            if (UrlProblem(rule.NonResourceURLs[i]) is { } problem)
            {
                errors.Invalid(urls.Index(i), rule.NonResourceURLs[i], problem);
            }
        }
    }

    private static string? UrlProblem(string path) => path switch
    {
        "" => "must not be empty",
        "/" => null,
        _ when !path.StartsWith('/') => "must start with slash",
        _ when path.Contains(' ') => "must not contain white-space",
        _ when path.Contains("//", StringComparison.Ordinal) => "must not contain double slash",
        _ when path.IndexOf('*') is >= 0 and var star && (star != path.Length - 1 || !path.EndsWith("/*", StringComparison.Ordinal)) =>
            "wildcard can only do suffix matching",
        _ => null,
    };

    private static string Shown(ApiList<string> items) => $"[{string.Join(',', items.Select(FieldErrors.Quote))}]";
}
