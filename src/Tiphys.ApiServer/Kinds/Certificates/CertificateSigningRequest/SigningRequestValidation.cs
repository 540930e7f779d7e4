using Tiphys.Api.Certificates.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Certificates;

/// <summary>Rules of certificate signing requests (pkg/apis/certificates/validation); what an old object already breaks is let pass.</summary>
internal static class SigningRequestValidation
{
    private const string LegacySigner = "kubernetes.io/legacy-unknown";
    private const int MinSeconds = 600;
    private static readonly FieldPath SpecPath = FieldPath.Root("spec");
    private static readonly FieldPath ConditionsPath = FieldPath.Root("status").Child("conditions");
    private static readonly FieldPath CertificatePath = FieldPath.Root("status").Child("certificate");

    private static readonly string[] Usages =
    [
        "any", "cert sign", "client auth", "code signing", "content commitment", "crl sign", "data encipherment", "decipher only", "digital signature",
        "email protection", "encipher only", "ipsec end system", "ipsec tunnel", "ipsec user", "key agreement", "key encipherment", "microsoft sgc",
        "netscape sgc", "ocsp signing", "s/mime", "server auth", "signing", "timestamping",
    ];

    public static void Validate(CertificateSigningRequest value, CertificateSigningRequest? old, FieldErrors errors)
    {
        if (RequestPem.CheckRequest(value.Spec.Request) is { } reason)
        {
            var request = value.Spec.Request;
            errors.InvalidValue(SpecPath.Child("request"), request.IsDefault ? "null" : $"\"{Convert.ToBase64String(request.AsSpan())}\"", reason);
        }

        CheckUsages(value.Spec.Usages, old?.Spec.Usages ?? [], errors);
        if (value.Spec.SignerName == LegacySigner && old?.Spec.SignerName != LegacySigner)
        {
            errors.Invalid(SpecPath.Child("signerName"), value.Spec.SignerName, "the legacy signerName is not allowed via this API version");
        }
        else
        {
            SignerNames.Check(value.Spec.SignerName, errors, SpecPath.Child("signerName"));
        }

        if (value.Spec.ExpirationSeconds is { } seconds and < MinSeconds)
        {
            errors.Invalid(SpecPath.Child("expirationSeconds"), seconds, "may not specify a duration less than 600 seconds (10 minutes)");
        }

        CheckConditions(value, old, errors);
        if ((old is null || old.Status.Certificate != value.Status.Certificate || RequestPem.CheckCertificates(old.Status.Certificate) is null)
            && RequestPem.CheckCertificates(value.Status.Certificate) is { } flaw)
        {
            errors.Invalid(CertificatePath, "<certificate data>", flaw);
        }
    }

    public static void ValidateUpdate(CertificateSigningRequest value, CertificateSigningRequest old, string subresource, FieldErrors errors)
    {
        Validate(value, old, errors);
        foreach (var type in (string[])[RequestConditions.Approved, RequestConditions.Denied, RequestConditions.Failed])
        {
            if (RequestConditions.Of(value, type).Count < RequestConditions.Of(old, type).Count)
            {
                errors.Forbidden(ConditionsPath, $"updates may not remove a condition of type \"{type}\"");
            }
        }

        if (subresource != "approval")
        {
            CheckDecisionsKept(value, old, errors);
        }

        if (value.Status.Certificate == old.Status.Certificate)
        {
            return;
        }

        if (subresource != "status")
        {
            errors.Forbidden(CertificatePath, "updates may not set certificate content");
        }
        else if (!old.Status.Certificate.IsEmpty)
        {
            errors.Forbidden(CertificatePath, "updates may not modify existing certificate content");
        }
    }

    private static void CheckDecisionsKept(CertificateSigningRequest value, CertificateSigningRequest old, FieldErrors errors)
    {
        foreach (var type in (string[])[RequestConditions.Approved, RequestConditions.Denied])
        {
            var (conditions, before) = (RequestConditions.Of(value, type), RequestConditions.Of(old, type));
            if (conditions.Count > before.Count)
            {
                errors.Forbidden(ConditionsPath, $"updates may not add a condition of type \"{type}\"");
            }
            else if (conditions.Count == before.Count && !conditions.SequenceEqual(before))
            {
                errors.Forbidden(ConditionsPath, $"updates may not modify a condition of type \"{type}\"");
            }
        }
    }

    private static void CheckUsages(ApiList<string> usages, ApiList<string> old, FieldErrors errors)
    {
        var path = SpecPath.Child("usages");
        if (usages.IsEmpty)
        {
            errors.Required(path);
        }

        if (old.All(Usages.Contains))
        {
            for (var i = 0; i < usages.Count; i++)
            {
                errors.CheckSupported(path.Index(i), usages[i], Usages);
            }
        }

        if (old.Distinct().Count() == old.Count)
        {
            var known = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < usages.Count; i++)
            {
                if (!known.Add(usages[i]))
                {
                    errors.Duplicate(path.Index(i), usages[i]);
                }
            }
        }
    }

    private static void CheckConditions(CertificateSigningRequest value, CertificateSigningRequest? old, FieldErrors errors)
    {
        var before = old?.Status.Conditions.Select(condition => condition.Type).ToList() ?? [];
        var mayHaveBoth = before.Contains(RequestConditions.Approved) && before.Contains(RequestConditions.Denied);
        var mayRepeat = before.Distinct().Count() < before.Count;
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < value.Status.Conditions.Count; i++)
        {
            var (condition, path) = (value.Status.Conditions[i], ConditionsPath.Index(i));
            if (condition.Type.Length == 0 && !before.Contains(""))
            {
                errors.Required(path.Child("type"));
            }

            string[] statuses = condition.Type is RequestConditions.Approved or RequestConditions.Denied or RequestConditions.Failed ? ["True"] : ["False", "True", "Unknown"];
            errors.CheckRequiredAndSupported(path.Child("status"), condition.Status, statuses);
            var other = condition.Type switch
            {
                RequestConditions.Approved => RequestConditions.Denied,
                RequestConditions.Denied => RequestConditions.Approved,
                _ => null,
            };
            if (other is not null && known.Contains(other) && !mayHaveBoth)
            {
                errors.Invalid(ConditionsPath, condition.Type, "Approved and Denied conditions are mutually exclusive");
            }

            if (!known.Add(condition.Type) && !mayRepeat)
            {
                errors.Duplicate(path.Child("type"), condition.Type);
            }
        }
    }
}
