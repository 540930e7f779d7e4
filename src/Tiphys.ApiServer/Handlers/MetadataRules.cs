using System.Text;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Handlers;

/// <summary>Checks the metadata that all kinds share (k8s.io/apimachinery, <c>api/validation</c>).</summary>
internal static class MetadataRules
{
    private const int AnnotationBytes = 256 * 1024;
    private const string NameRule =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string ValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
        + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    public static void Check(ResourceInfo resource, ObjectMeta metadata, FieldErrors errors)
    {
        var path = FieldPath.Root("metadata");
        CheckNames(resource, metadata, path, errors);
        foreach (var (key, value) in metadata.Labels)
        {
            CheckKey(path.Child("labels"), key, key, errors);
            if (!IsName(value, allowEmpty: true))
            {
                errors.Invalid(path.Child("labels"), value, ValueRule);
            }
            else if (value.Length > 63)
            {
                errors.Invalid(path.Child("labels"), value, "must be no more than 63 bytes");
            }
        }

        CheckAnnotations(metadata.Annotations, path.Child("annotations"), errors);
        for (var i = 0; i < metadata.Finalizers.Count; i++)
        {
            CheckKey(path.Child("finalizers"), metadata.Finalizers[i], metadata.Finalizers[i], errors);
        }

        CheckOwners(metadata.OwnerReferences, path.Child("ownerReferences"), errors);
    }

    public static void CheckUpdate(ObjectMeta metadata, ObjectMeta old, FieldErrors errors)
    {
        var path = FieldPath.Root("metadata");
        if (old.DeletionTimestamp is not null)
        {
            var added = metadata.Finalizers.Where(finalizer => !old.Finalizers.Contains(finalizer)).ToList();
            if (added.Count > 0)
            {
                var shown = "[]string{" + string.Join(", ", added.Select(FieldErrors.Quote)) + "}";
                errors.Forbidden(path.Child("finalizers"), $"no new finalizers can be added if the object is being deleted, found new finalizers {shown}");
            }
        }
    }

    private static void CheckNames(ResourceInfo resource, ObjectMeta metadata, FieldPath path, FieldErrors errors)
    {
        if (metadata.GenerateName.Length > 0 && resource.Strategy.CheckName(metadata.GenerateName, true) is { } prefixProblem)
        {
            errors.Invalid(path.Child("generateName"), metadata.GenerateName, prefixProblem);
        }

        if (metadata.Name.Length == 0)
        {
            errors.Required(path.Child("name"), "name or generateName is required");
        }
        else if (resource.Strategy.CheckName(metadata.Name, false) is { } problem)
        {
            errors.Invalid(path.Child("name"), metadata.Name, problem);
        }
    }

    private static void CheckAnnotations(ApiMap<string> annotations, FieldPath path, FieldErrors errors)
    {
        var size = 0;
        foreach (var (key, value) in annotations)
        {
            CheckKey(path, key, key.ToLowerInvariant(), errors);
            size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);
        }

        if (size > AnnotationBytes)
        {
            errors.TooLong(path, AnnotationBytes);
        }
    }

    private static void CheckOwners(ApiList<OwnerReference> owners, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < owners.Count; i++)
        {
            var owner = owners[i];
            Require(path.Index(i).Child("apiVersion"), owner.APIVersion, "version must not be empty", errors);
            Require(path.Index(i).Child("kind"), owner.Kind, "must not be empty", errors);
            Require(path.Index(i).Child("name"), owner.Name, "must not be empty", errors);
            Require(path.Index(i).Child("uid"), owner.UID, "must not be empty", errors);
        }

        if (owners.Count(owner => owner.Controller == true) > 1)
        {
            errors.InvalidValue(path, "[]", "Only one reference can have Controller set to true.");
        }
    }

    private static void Require(FieldPath path, string value, string why, FieldErrors errors)
    {
        if (value.Length == 0)
        {
            errors.Invalid(path, value, why);
        }
    }

    private static void CheckKey(FieldPath path, string shown, string key, FieldErrors errors)
    {
        var slash = key.IndexOf('/');
        var name = slash < 0 ? key : key[(slash + 1)..];
        if (slash == 0)
        {
            errors.Invalid(path, shown, "prefix part must be non-empty");
        }
        else if (slash > 0 && Names.CheckSubdomain(key[..slash]) is { } problem)
        {
            errors.Invalid(path, shown, "prefix part " + problem);
        }

        if (name.Length == 0)
        {
            errors.Invalid(path, shown, "name part must be non-empty");
        }
        else if (name.Length > 63)
        {
            errors.Invalid(path, shown, "name part must be no more than 63 bytes");
        }

        if (!IsName(name, allowEmpty: false))
        {
            errors.Invalid(path, shown, NameRule);
        }
    }

    private static bool IsName(string text, bool allowEmpty) => text.Length == 0
        ? allowEmpty
        : char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
            && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
}
