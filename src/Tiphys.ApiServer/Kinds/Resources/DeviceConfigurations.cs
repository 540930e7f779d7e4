using System.Text.Json;
using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Parameters for drivers, and other JSON of theirs.</summary>
internal static class DeviceConfigurations
{
    private const int MaxParameterBytes = 10 * 1024;
    private const string NotShown = "<value omitted>";

    /// <summary>Checks a configuration; one that is stored already may be larger than what is allowed now.</summary>
    public static void Check(DeviceConfiguration config, bool isStored, FieldErrors errors, FieldPath path)
    {
        if (config.Opaque is not { } opaque)
        {
            errors.Required(path.Child("opaque"));
            return;
        }

        CsiNames.CheckDriver(opaque.Driver, errors, path.Child("opaque").Child("driver"));
        CheckJson(opaque.Parameters, isStored ? int.MaxValue : MaxParameterBytes, errors, path.Child("opaque").Child("parameters"));
    }

    /// <summary>The value must be there, a JSON object, and not too large.</summary>
    public static void CheckJson(RawJson json, int limitBytes, FieldErrors errors, FieldPath path)
    {
        if (json.IsDefault || json.Utf8.IsEmpty)
        {
            errors.Required(path);
        }
        else if (json.Utf8.Length > limitBytes)
        {
            errors.TooLong(path, limitBytes);
        }
        else
        {
            CheckObject(json, errors, path);
        }
    }

    private static void CheckObject(RawJson json, FieldErrors errors, FieldPath path)
    {
        using var document = JsonDocument.Parse(json.AsMemory());
        if (document.RootElement.ValueKind == JsonValueKind.Null)
        {
            errors.Required(path);
        }
        else if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            errors.Invalid(path, NotShown, "must be a valid JSON object");
        }
    }
}
