using Tiphys.Api.Meta.V1;

namespace Tiphys.Controllers.Shared;

internal static class Deletions
{
    /// <summary>Deletes only the very object that was looked at, not one of the same name that came after it.</summary>
    public static DeleteOptions Only(IKubernetesObject value) =>
        DeleteOptions.Empty with { Preconditions = Api.Meta.V1.Preconditions.Empty with { UID = value.Metadata.UID } };
}
