using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Validation;

/// <summary>Rules of <see cref="ObjectMeta"/> (k8s.io/apimachinery, <c>api/validation/objectmeta.go</c>).</summary>
public static partial class MetadataValidation
{
    private const int AnnotationsLimitBytes = 256 * 1024;
    private const int ManagerLimitBytes = 128;
    private const int SubresourceLimitBytes = 256;
    private static readonly FieldPath Root = FieldPath.Root("metadata");

    /// <summary>Checks the metadata of a new object, after a name was generated.</summary>
    /// <param name="metadata">What to check.</param>
    /// <param name="isNamespaced">True when objects of the kind live in namespaces.</param>
    /// <param name="checkName">The kind's form of names: the reasons why one is wrong; <see cref="Registry.ResourceStrategy.CheckName"/>.</param>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="path">Where the metadata is; <c>metadata</c> when null.</param>
    public static void Validate(ObjectMeta metadata, bool isNamespaced, Func<string, bool, IEnumerable<string>> checkName, FieldErrors errors, FieldPath? path = null)
    {
        path ??= Root;
        CheckName(metadata, checkName, errors, path);
        ValidateCommon(metadata, isNamespaced, errors, path);
        ValidateFinalizerNames(metadata.Finalizers, errors, path.Child("finalizers"));
    }

    /// <summary>Checks all but the name.</summary>
    public static void ValidateCommon(ObjectMeta metadata, bool isNamespaced, FieldErrors errors, FieldPath? path = null)
    {
        path ??= Root;
        CheckNamespace(metadata, isNamespaced, errors, path.Child("namespace"));
        errors.CheckNotNegative(path.Child("generation"), metadata.Generation);
        ValidateLabels(metadata.Labels, errors, path.Child("labels"));
        ValidateAnnotations(metadata.Annotations, errors, path.Child("annotations"));
        CheckOwners(metadata.OwnerReferences, errors, path.Child("ownerReferences"));
        CheckFinalizers(metadata.Finalizers, errors, path.Child("finalizers"));
        CheckManagedFields(metadata.ManagedFields, errors, path.Child("managedFields"));
    }

    /// <summary>Checks a change of metadata.</summary>
    public static void ValidateUpdate(ObjectMeta metadata, ObjectMeta old, FieldErrors errors, FieldPath? path = null)
    {
        path ??= Root;
        if (old.DeletionTimestamp is not null)
        {
            CheckNoNewFinalizers(metadata.Finalizers, old.Finalizers, errors, path.Child("finalizers"));
        }

        if (metadata.ResourceVersion.Length == 0)
        {
            errors.Invalid(path.Child("resourceVersion"), "", "must be specified for an update");
        }

        if (metadata.Generation < old.Generation)
        {
            errors.Invalid(path.Child("generation"), metadata.Generation, "must not be decremented");
        }

        CheckFixedFields(metadata, old, errors, path);
        ValidateLabels(metadata.Labels, errors, path.Child("labels"));
        ValidateAnnotations(metadata.Annotations, errors, path.Child("annotations"));
        CheckOwners(metadata.OwnerReferences, errors, path.Child("ownerReferences"));
        CheckManagedFields(metadata.ManagedFields, errors, path.Child("managedFields"));
    }

    /// <summary>Checks keys and values of labels.</summary>
    public static void ValidateLabels(ApiMap<string> labels, FieldErrors errors, FieldPath path)
    {
        foreach (var (key, value) in labels)
        {
            errors.InvalidFor(path, key, Formats.QualifiedName(key));
            errors.InvalidFor(path, value, Formats.LabelValue(value));
        }
    }

    /// <summary>Checks keys of annotations, and their size all together.</summary>
    public static void ValidateAnnotations(ApiMap<string> annotations, FieldErrors errors, FieldPath path)
    {
        long size = 0;
        foreach (var (key, value) in annotations)
        {
            errors.InvalidFor(path, key, Formats.QualifiedName(key.ToLowerInvariant()));
            size += Formats.Length(key) + Formats.Length(value);
        }

        if (size > AnnotationsLimitBytes)
        {
            errors.TooLong(path, AnnotationsLimitBytes);
        }
    }

    private static void CheckName(ObjectMeta metadata, Func<string, bool, IEnumerable<string>> checkName, FieldErrors errors, FieldPath path)
    {
        if (metadata.GenerateName.Length > 0)
        {
            errors.InvalidFor(path.Child("generateName"), metadata.GenerateName, checkName(metadata.GenerateName, true));
        }

        if (metadata.Name.Length == 0)
        {
            errors.Required(path.Child("name"), "name or generateName is required");
        }
        else
        {
            errors.InvalidFor(path.Child("name"), metadata.Name, checkName(metadata.Name, false));
        }
    }

    private static void CheckNamespace(ObjectMeta metadata, bool isNamespaced, FieldErrors errors, FieldPath path)
    {
        if (!isNamespaced)
        {
            if (metadata.Namespace.Length > 0)
            {
                errors.Forbidden(path, "not allowed on this type");
            }
        }
        else if (metadata.Namespace.Length == 0)
        {
            errors.Required(path);
        }
        else
        {
            errors.InvalidFor(path, metadata.Namespace, Formats.Dns1123Label(metadata.Namespace));
        }
    }

    private static void CheckFixedFields(ObjectMeta metadata, ObjectMeta old, FieldErrors errors, FieldPath path)
    {
        errors.CheckImmutable(path.Child("name"), metadata.Name, old.Name);
        errors.CheckImmutable(path.Child("namespace"), metadata.Namespace, old.Namespace);
        errors.CheckImmutable(path.Child("uid"), metadata.UID, old.UID);
        errors.CheckImmutable(path.Child("creationTimestamp"), metadata.CreationTimestamp, old.CreationTimestamp, time => FieldErrors.Quote(time.ToString()!));
        errors.CheckImmutable(
            path.Child("deletionTimestamp"), metadata.DeletionTimestamp, old.DeletionTimestamp, time => time is null ? "null" : FieldErrors.Quote(time.ToString()!));
        errors.CheckImmutable(
            path.Child("deletionGracePeriodSeconds"), metadata.DeletionGracePeriodSeconds, old.DeletionGracePeriodSeconds, FieldErrorsExtensions.Shown);
    }
}
