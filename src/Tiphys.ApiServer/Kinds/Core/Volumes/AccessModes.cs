using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of access modes, which volumes and claims share.</summary>
internal static class AccessModes
{
    private static readonly string[] Supported =
    [
        PersistentVolumeAccessMode.ReadOnlyMany,
        PersistentVolumeAccessMode.ReadWriteMany,
        PersistentVolumeAccessMode.ReadWriteOnce,
        PersistentVolumeAccessMode.ReadWriteOncePod,
    ];

    public static void Check(ApiList<string> modes, FieldErrors errors, FieldPath path)
    {
        foreach (var mode in modes)
        {
            errors.CheckSupported(path, mode, Supported);
        }

        var others = modes.Any(mode => mode != PersistentVolumeAccessMode.ReadWriteOncePod && Supported.Contains(mode));
        if (others && modes.Contains(PersistentVolumeAccessMode.ReadWriteOncePod))
        {
            errors.Forbidden(path, "may not use ReadWriteOncePod with other access modes");
        }
    }
}
