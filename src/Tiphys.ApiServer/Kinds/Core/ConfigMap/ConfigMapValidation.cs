using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of config maps (pkg/apis/core/validation).</summary>
internal static class ConfigMapValidation
{
    private const int MaxBytes = 1024 * 1024;

    public static void Validate(ConfigMap map, FieldErrors errors)
    {
        long size = 0;
        foreach (var (key, value) in map.Data)
        {
            errors.InvalidFor(FieldPath.Root("data").Key(key), key, Formats.ConfigMapKey(key));
            if (map.BinaryData.ContainsKey(key))
            {
                errors.Invalid(FieldPath.Root("data").Key(key), key, "duplicate of key present in binaryData");
            }

            size += Formats.Length(value);
        }

        foreach (var (key, value) in map.BinaryData)
        {
            errors.InvalidFor(FieldPath.Root("binaryData").Key(key), key, Formats.ConfigMapKey(key));
            size += value.Length;
        }

        if (size > MaxBytes)
        {
            errors.TooLong(FieldPath.Root("[]"), MaxBytes);
        }
    }

    public static void ValidateUpdate(ConfigMap map, ConfigMap old, FieldErrors errors)
    {
        if (old.Immutable == true)
        {
            FrozenData.Check("immutable", map.Immutable == true, errors);
            FrozenData.Check("data", map.Data == old.Data, errors);
            FrozenData.Check("binaryData", map.BinaryData == old.BinaryData, errors);
        }

        Validate(map, errors);
    }
}
