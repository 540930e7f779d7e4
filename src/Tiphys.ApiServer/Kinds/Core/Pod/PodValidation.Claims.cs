using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Resource claims: those of the pod, and which of them a container uses.</content>
internal static partial class PodValidation
{
    private static void CheckPodClaims(ApiList<PodResourceClaim> claims, ObjectMeta metadata, FieldErrors errors, FieldPath path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < claims.Count; i++)
        {
            if (metadata.Annotations.ContainsKey(PodAnnotations.Mirror))
            {
                errors.Forbidden(FieldPath.None, "static pods do not support resource claims");
            }
            else
            {
                CheckPodClaim(claims[i], seen, errors, path.Index(i));
            }
        }
    }

    private static void CheckPodClaim(PodResourceClaim claim, HashSet<string> seen, FieldErrors errors, FieldPath path)
    {
        if (claim.Name.Length > 0 && !seen.Add(claim.Name))
        {
            errors.Duplicate(path.Child("name"), claim.Name);
        }
        else
        {
            errors.CheckRequired(path.Child("name"), claim.Name, Formats.Dns1123Label);
        }

        if (claim is { ResourceClaimName: not null, ResourceClaimTemplateName: not null })
        {
            errors.InvalidValue(
                path, InternalForms.Show(claim), "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
        }

        if (claim is { ResourceClaimName: null, ResourceClaimTemplateName: null })
        {
            errors.InvalidValue(path, InternalForms.Show(claim), "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
        }

        if (claim.ResourceClaimName is { } name)
        {
            errors.InvalidFor(path.Child("resourceClaimName"), name, Formats.Dns1123Subdomain(name));
        }

        if (claim.ResourceClaimTemplateName is { } template)
        {
            errors.InvalidFor(path.Child("resourceClaimTemplateName"), template, Formats.Dns1123Subdomain(template));
        }
    }

    private static void CheckClaims(PodScope scope, ApiList<ResourceClaim> claims, FieldPath path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var known = scope.Spec.ResourceClaims.Select(claim => claim.Name).Where(name => name.Length > 0).Order(StringComparer.Ordinal).Distinct().ToList();
        for (var i = 0; i < claims.Count; i++)
        {
            var (claim, at) = (claims[i], path.Index(i));
            if (claim.Name.Length == 0)
            {
                scope.Errors.Required(at);
                continue;
            }

            CheckClaimOnce(claim, seen, scope.Errors, at);
            if (!known.Contains(claim.Name))
            {
                var names = known.Count == 0 ? " which is empty" : ": " + string.Join(", ", known);
                scope.Errors.Add(new(
                    FieldErrorType.FieldValueNotFound,
                    at.ToString(),
                    FieldErrors.Quote(claim.Name),
                    "must be one of the names in pod.spec.resourceClaims" + names));
            }
        }
    }

    // A whole claim holds all its requests: neither may be named beside the other.
    private static void CheckClaimOnce(ResourceClaim claim, HashSet<string> seen, FieldErrors errors, FieldPath path)
    {
        if (seen.Contains(claim.Name))
        {
            errors.Duplicate(path, claim.Name);
            return;
        }

        var key = claim.Name;
        if (claim.Request.Length > 0)
        {
            errors.InvalidFor(path.Child("request"), claim.Request, Formats.Dns1123Label(claim.Request));
            key += "/" + claim.Request;
        }

        if (seen.Contains(key))
        {
            errors.Duplicate(path, key);
        }
        else if (claim.Request.Length == 0)
        {
            foreach (var _ in seen.Where(other => other.StartsWith(claim.Name + "/", StringComparison.Ordinal)))
            {
                errors.Duplicate(path, claim.Name);
            }
        }

        seen.Add(key);
    }
}
