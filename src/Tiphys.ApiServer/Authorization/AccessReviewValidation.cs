using Tiphys.Api.Authorization.V1;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Authorization;

/// <summary>Rules of access reviews (pkg/apis/authorization/validation). Their failures name a group, but neither kind nor name.</summary>
internal static class AccessReviewValidation
{
    private static readonly GroupVersionKind Nameless = new("authorization.k8s.io", "v1", "");
    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public static void Validate(SubjectAccessReview review)
    {
        var errors = new FieldErrors();
        CheckSubject(review.Spec, errors);
        CheckEmpty(review.Metadata, review.Metadata, "must be empty", errors);
        errors.ThrowIfAny(Nameless, "");
    }

    public static void Validate(SelfSubjectAccessReview review)
    {
        var errors = new FieldErrors();
        CheckAttributes(review.Spec.ResourceAttributes, review.Spec.NonResourceAttributes, errors);
        CheckSelectors(review.Spec.ResourceAttributes, errors);
        CheckEmpty(review.Metadata, review.Metadata, "must be empty", errors);
        errors.ThrowIfAny(Nameless, "");
    }

    public static void Validate(LocalSubjectAccessReview review)
    {
        var errors = new FieldErrors();
        var metadata = review.Metadata;
        CheckSubject(review.Spec, errors);
        CheckEmpty(metadata, metadata with { Namespace = "" }, "must be empty except for namespace", errors);
        if (review.Spec.ResourceAttributes is { } wanted && wanted.Namespace != metadata.Namespace)
        {
            errors.Invalid(Spec.Child("resourceAttributes").Child("namespace"), wanted.Namespace, "must match metadata.namespace");
        }

        if (review.Spec.NonResourceAttributes is { } path)
        {
            errors.InvalidValue(Spec.Child("nonResourceAttributes"), Shown(path), "disallowed on this kind of request");
        }

        errors.ThrowIfAny(Nameless, "");
    }

    private static void CheckSubject(SubjectAccessReviewSpec spec, FieldErrors errors)
    {
        CheckAttributes(spec.ResourceAttributes, spec.NonResourceAttributes, errors);
        if (spec.User.Length == 0 && spec.Groups.IsEmpty)
        {
            errors.Invalid(Spec.Child("user"), "", "at least one of user or group must be specified");
        }

        CheckSelectors(spec.ResourceAttributes, errors);
    }

    private static void CheckAttributes(ResourceAttributes? resource, NonResourceAttributes? path, FieldErrors errors)
    {
        if (resource is not null && path is not null)
        {
            errors.InvalidValue(Spec.Child("nonResourceAttributes"), Shown(path), "cannot be specified in combination with resourceAttributes");
        }

        if (resource is null && path is null)
        {
            errors.InvalidValue(Spec.Child("resourceAttributes"), "null", "exactly one of nonResourceAttributes or resourceAttributes must be specified");
        }
    }

    private static void CheckSelectors(ResourceAttributes? resource, FieldErrors errors)
    {
        var root = Spec.Child("resourceAttributes");
        if (resource?.FieldSelector is { } fields)
        {
            var path = root.Child("fieldSelector");
            CheckSelector(fields.RawSelector, fields.Requirements.Count, path, errors);
            for (var i = 0; i < fields.Requirements.Count; i++)
            {
                CheckRequirement(fields.Requirements[i], path.Child("requirements").Index(i), errors);
            }
        }

        if (resource?.LabelSelector is { } labels)
        {
            CheckSelector(labels.RawSelector, labels.Requirements.Count, root.Child("labelSelector"), errors);
        }
    }

    private static void CheckSelector(string raw, int requirements, FieldPath path, FieldErrors errors)
    {
        if (raw.Length > 0 && requirements > 0)
        {
            errors.Invalid(path.Child("rawSelector"), raw, "may not specified at the same time as requirements");
        }

        if (raw.Length == 0 && requirements == 0)
        {
            errors.Required(path.Child("requirements"), $"when {path} is specified, requirements or rawSelector is required");
        }
    }

    private static void CheckRequirement(FieldSelectorRequirement requirement, FieldPath path, FieldErrors errors)
    {
        if (requirement.Key.Length == 0)
        {
            errors.Required(path.Child("key"), "must be specified");
        }

        if (requirement.Operator is "In" or "NotIn" && requirement.Values.IsEmpty)
        {
            errors.Required(path.Child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
        }

        errors.ForbiddenIf(
            requirement.Operator is "Exists" or "DoesNotExist" && !requirement.Values.IsEmpty,
            path.Child("values"),
            "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
    }

    private static void CheckEmpty(ObjectMeta metadata, ObjectMeta looked, string why, FieldErrors errors)
    {
        if (looked with { ManagedFields = default } != ObjectMeta.Empty)
        {
            using var writer = new JsonWriter();
            metadata.WriteJson(writer);
            errors.InvalidValue(FieldPath.Root("metadata"), System.Text.Encoding.UTF8.GetString(writer.WrittenSpan), why);
        }
    }

    private static string Shown(NonResourceAttributes path) => $"{{\"Path\":{FieldErrors.Quote(path.Path)},\"Verb\":{FieldErrors.Quote(path.Verb)}}}";
}
