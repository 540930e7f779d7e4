using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of namespaces (pkg/apis/core/validation).</summary>
internal static class NamespaceValidation
{
    private static readonly string[] StandardFinalizers = ["kubernetes", "orphan", "foregroundDeletion"];
    private static readonly FieldPath Finalizers = FieldPath.Root("spec").Child("finalizers");

    public static void Validate(Namespace value, FieldErrors errors)
    {
        foreach (var finalizer in value.Spec.Finalizers)
        {
            CheckFinalizer(finalizer, errors, Finalizers);
        }
    }

    public static void ValidateUpdate(string subresource, Namespace value, FieldErrors errors)
    {
        if (subresource == "finalize")
        {
            for (var i = 0; i < value.Spec.Finalizers.Count; i++)
            {
                CheckFinalizer(value.Spec.Finalizers[i], errors, Finalizers.Index(i));
            }
        }
        else if (subresource == "status")
        {
            CheckPhase(value, errors, FieldPath.Root("status").Child("Phase"));
        }
    }

    private static void CheckFinalizer(string name, FieldErrors errors, FieldPath path)
    {
        errors.InvalidFor(path, name, Formats.QualifiedName(name));
        if (!name.Contains('/') && !StandardFinalizers.Contains(name))
        {
            errors.Invalid(path, name, "name is neither a standard finalizer name nor is it fully qualified");
        }
    }

    private static void CheckPhase(Namespace value, FieldErrors errors, FieldPath path)
    {
        if (value.Metadata.DeletionTimestamp is null)
        {
            if (value.Status.Phase != NamespacePhase.Active)
            {
                errors.Invalid(path, value.Status.Phase, "may only be 'Active' if `deletionTimestamp` is empty");
            }
        }
        else if (value.Status.Phase != NamespacePhase.Terminating)
        {
            errors.Invalid(path, value.Status.Phase, "may only be 'Terminating' if `deletionTimestamp` is not empty");
        }
    }
}
