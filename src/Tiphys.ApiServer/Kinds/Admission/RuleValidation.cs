using Tiphys.Api.AdmissionRegistration.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Admission;

/// <summary>Rules and conditions of what admission looks at (pkg/apis/admissionregistration/validation).</summary>
internal static class RuleValidation
{
    private const int MaxConditions = 64;

    public static void CheckRule(RuleWithOperations value, FieldErrors errors, FieldPath path)
    {
        CheckOperations(value.Operations, errors, path.Child("operations"));
        var rule = value.Rule;
        CheckWildcard(rule.APIGroups, "API groups", errors, path.Child("apiGroups"));
        CheckWildcard(rule.APIVersions, "API versions", errors, path.Child("apiVersions"));
        for (var i = 0; i < rule.APIVersions.Count; i++)
        {
            errors.CheckRequired(path.Child("apiVersions").Index(i), rule.APIVersions[i]);
        }

        CheckResources(rule.Resources, errors, path.Child("resources"));
        if (rule.Scope is { } scope)
        {
            errors.CheckSupported(path.Child("scope"), scope, "*", "Cluster", "Namespaced");
        }
    }

    /// <summary>Conditions: each with a name of its own and an expression.</summary>
    public static void CheckConditions(ApiList<MatchCondition> conditions, FieldErrors errors, FieldPath path)
    {
        if (conditions.Count > MaxConditions)
        {
            errors.TooMany(path, conditions.Count, MaxConditions);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < conditions.Count; i++)
        {
            errors.CheckRequired(path.Index(i).Child("expression"), conditions[i].Expression.Trim());
            errors.CheckRequired(path.Index(i).Child("name"), conditions[i].Name, Formats.QualifiedName);
            if (conditions[i].Name.Length > 0 && !names.Add(conditions[i].Name))
            {
                errors.Duplicate(path.Index(i).Child("name"), conditions[i].Name);
            }
        }
    }

    /// <summary>A list as messages show it.</summary>
    public static string Shown(ApiList<string> items) => items.IsDefault ? "null" : $"[{string.Join(',', items.Select(FieldErrors.Quote))}]";

    private static void CheckOperations(ApiList<string> operations, FieldErrors errors, FieldPath path)
    {
        CheckWildcard(operations, "operations", errors, path);
        for (var i = 0; i < operations.Count; i++)
        {
            errors.CheckSupported(path.Index(i), operations[i], "*", "CONNECT", "CREATE", "DELETE", "UPDATE");
        }
    }

    private static void CheckWildcard(ApiList<string> items, string what, FieldErrors errors, FieldPath path)
    {
        if (items.IsEmpty)
        {
            errors.Required(path);
        }

        if (items.Count > 1 && items.Contains("*"))
        {
            errors.InvalidValue(path, Shown(items), $"if '*' is present, must not specify other {what}");
        }
    }

    private static void CheckResources(ApiList<string> resources, FieldErrors errors, FieldPath path)
    {
        if (resources.IsEmpty)
        {
            errors.Required(path);
        }

        var wholes = new HashSet<string>(StringComparer.Ordinal);
        var everywhere = new HashSet<string>(StringComparer.Ordinal);
        var hasPlain = false;
        for (var i = 0; i < resources.Count; i++)
        {
            var parts = resources[i].Split('/', 2);
            errors.CheckRequired(path.Index(i), resources[i]);
            if (parts.Length == 1)
            {
                hasPlain = resources[i].Length == 0 ? hasPlain : resources[i] != "*";
                continue;
            }

            if (wholes.Contains(parts[0]))
            {
                errors.Invalid(path.Index(i), resources[i], $"if '{parts[0]}/*' is present, must not specify {resources[i]}");
            }

            if (everywhere.Contains(parts[1]))
            {
                errors.Invalid(path.Index(i), resources[i], $"if '*/{parts[1]}' is present, must not specify {resources[i]}");
            }

            _ = parts[1] == "*" && wholes.Add(parts[0]);
            _ = parts[0] == "*" && everywhere.Add(parts[1]);
        }

        if (resources.Count > 1 && resources.Contains("*/*"))
        {
            errors.InvalidValue(path, Shown(resources), "if '*/*' is present, must not specify other resources");
        }

        if (resources.Contains("*") && hasPlain)
        {
            errors.InvalidValue(path, Shown(resources), "if '*' is present, must not specify other resources without subresources");
        }
    }
}
