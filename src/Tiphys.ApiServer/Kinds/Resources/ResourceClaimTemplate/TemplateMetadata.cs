using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Metadata of claims to be made from a template: labels and annotations, nothing else (pkg/apis/core/validation, ValidateTemplateObjectMeta).</summary>
internal static class TemplateMetadata
{
    private const string CannotBeSet = "cannot be set";

    public static void Check(ObjectMeta metadata, FieldErrors errors, FieldPath path)
    {
        MetadataValidation.ValidateAnnotations(metadata.Annotations, errors, path.Child("annotations"));
        MetadataValidation.ValidateLabels(metadata.Labels, errors, path.Child("labels"));
        foreach (var field in OtherFields(metadata))
        {
            errors.Forbidden(path.Child(field), CannotBeSet);
        }
    }

    private static IEnumerable<string> OtherFields(ObjectMeta metadata)
    {
        (string Name, bool IsSet)[] fields =
        [
            ("name", metadata.Name.Length > 0),
            ("generateName", metadata.GenerateName.Length > 0),
            ("namespace", metadata.Namespace.Length > 0),
            ("selfLink", metadata.SelfLink.Length > 0),
            ("uID", metadata.UID.Length > 0),
            ("resourceVersion", metadata.ResourceVersion.Length > 0),
            ("generation", metadata.Generation != 0),
            ("creationTimestamp", !metadata.CreationTimestamp.IsZero),
            ("deletionTimestamp", metadata.DeletionTimestamp is not null),
            ("deletionGracePeriodSeconds", metadata.DeletionGracePeriodSeconds is not null),
            ("ownerReferences", !metadata.OwnerReferences.IsEmpty),
            ("finalizers", !metadata.Finalizers.IsEmpty),
            ("managedFields", !metadata.ManagedFields.IsEmpty),
        ];
        return fields.Where(field => field.IsSet).Select(field => field.Name);
    }
}
