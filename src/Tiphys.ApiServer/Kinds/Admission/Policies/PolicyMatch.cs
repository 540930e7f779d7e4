using Tiphys.Api.AdmissionRegistration.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Admission;

/// <summary>What policies and their bindings look at (pkg/apis/admissionregistration/validation).</summary>
internal static class PolicyMatch
{
    private const string Exclusive = "name and selector are mutually exclusive";

    public static void Check(MatchResources match, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequiredAndSupported(path.Child("matchPolicy"), match.MatchPolicy ?? "", "Equivalent", "Exact");
        CheckSelector(match.NamespaceSelector, errors, path.Child("namespaceSelector"));
        CheckSelector(match.ObjectSelector, errors, path.Child("objectSelector"));
        CheckRules(match.ResourceRules, errors, path.Child("resourceRules"));
        CheckRules(match.ExcludeResourceRules, errors, path.Child("excludeResourceRules"));
    }

    /// <summary>Nothing can be changed of what is deleted.</summary>
    public static void CheckMutatingOperations(MatchResources? match, FieldErrors errors, FieldPath path)
    {
        foreach (var operation in (match?.ResourceRules ?? default).SelectMany(rule => rule.RuleWithOperations.Operations))
        {
            errors.CheckSupported(path.Child("resourceRules").Child("operations"), operation, "*", "CONNECT", "CREATE", "UPDATE");
        }
    }

    /// <summary>A binding: the policy, its parameters, and what it narrows down.</summary>
    public static void CheckBinding(string policy, ParamRef? parameters, MatchResources? match, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("policyName"), policy, name => Names.Subdomain(name));
        if (parameters is not null)
        {
            CheckParameters(parameters, errors, path.Child("paramRef"));
        }

        if (match is not null)
        {
            Check(match, errors, path.Child("matchResources"));
        }
    }

    private static void CheckSelector(Api.Meta.V1.LabelSelector? selector, FieldErrors errors, FieldPath path)
    {
        if (selector is null)
        {
            errors.Required(path);
        }

        LabelSelectorValidation.Validate(selector, errors, path);
    }

    private static void CheckRules(ApiList<NamedRuleWithOperations> rules, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            CheckNames(rules[i].ResourceNames, errors, path.Index(i).Child("resourceNames"));
            RuleValidation.CheckRule(rules[i].RuleWithOperations, errors, path.Index(i));
        }
    }

    private static void CheckNames(ApiList<string> names, FieldErrors errors, FieldPath path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            errors.InvalidFor(path.Index(i), names[i], Names.PathSegment(names[i]));
            if (!seen.Add(names[i]))
            {
                errors.Duplicate(path.Index(i), names[i]);
            }
        }
    }

    private static void CheckParameters(ParamRef reference, FieldErrors errors, FieldPath path)
    {
        var isAmbiguous = reference.Name.Length > 0 && reference.Selector is not null;
        errors.InvalidFor(path.Child("name"), reference.Name, Names.PathSegment(reference.Name));
        if (isAmbiguous)
        {
            errors.Forbidden(path.Child("name"), Exclusive);
        }

        LabelSelectorValidation.Validate(reference.Selector, errors, path.Child("selector"));
        if (isAmbiguous)
        {
            errors.Forbidden(path.Child("selector"), Exclusive);
        }

        if (reference.Name.Length == 0 && reference.Selector is null)
        {
            errors.Required(path, "one of name or selector must be specified");
        }

        errors.CheckRequiredAndSupported(path.Child("parameterNotFoundAction"), reference.ParameterNotFoundAction ?? "", "Deny", "Allow");
    }
}
