using Tiphys.Api.Meta.V1;

namespace Tiphys.Controllers.Shared;

/// <summary>Who owns and controls objects.</summary>
internal static class Owners
{
    /// <summary>The owner that controls the object; null when there is none.</summary>
    public static OwnerReference? Controller(this ObjectMeta metadata)
    {
        foreach (var owner in metadata.OwnerReferences)
        {
            if (owner.Controller == true)
            {
                return owner;
            }
        }

        return null;
    }

    public static string? ControllerUid(this ObjectMeta metadata) => metadata.Controller()?.UID;

    public static bool IsControlledBy(this IKubernetesObject value, IKubernetesObject owner) =>
        value.Metadata.ControllerUid() == owner.Metadata.UID;

    /// <summary>A reference that says the owner controls.</summary>
    public static OwnerReference ControllerReference(IKubernetesObject owner) => OwnerReference.Empty with
    {
        APIVersion = owner.ApiVersion,
        Kind = owner.Kind,
        Name = owner.Metadata.Name,
        UID = owner.Metadata.UID,
        Controller = true,
        BlockOwnerDeletion = true,
    };
}
