using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Certificates;

/// <summary>The form of names of signers: a domain, a slash and a name (pkg/apis/core/validation, ValidateSignerName).</summary>
internal static class SignerNames
{
    private const int MaxDomain = 253;
    private const int MaxName = MaxDomain + 253 + 63 + 2;

    public static void Check(string value, FieldErrors errors, FieldPath path)
    {
        if (value.Length == 0)
        {
            errors.Required(path);
            return;
        }

        if (value.Split('/') is not [var domain, var name])
        {
            errors.Invalid(path, value, "must be a fully qualified domain and path of the form 'example.com/signer-name'");
            return;
        }

        if (Formats.Length(domain) > MaxDomain)
        {
            errors.TooLong(path, MaxDomain);
        }

        CheckLabels(domain, Formats.Dns1123Label, errors, path);
        if (!domain.Contains('.', StringComparison.Ordinal))
        {
            errors.Invalid(path, domain, "should be a domain with at least two segments separated by dots");
        }

        CheckLabels(name, Formats.Dns1123Subdomain, errors, path);
        if (Formats.Length(value) > MaxName)
        {
            errors.TooLong(path, MaxName);
        }
    }

    // Only the first bad label is told of.
    private static void CheckLabels(string whole, Func<string, IEnumerable<string>> form, FieldErrors errors, FieldPath path)
    {
        foreach (var label in whole.Split('.'))
        {
            if (form(label).ToList() is { Count: > 0 } problems)
            {
                errors.InvalidFor(path, whole, problems.Select(problem => $"validating label {FieldErrors.Quote(label)}: {problem}"));
                return;
            }
        }
    }
}
