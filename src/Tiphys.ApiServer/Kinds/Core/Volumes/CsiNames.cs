using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Names of CSI drivers.</summary>
internal static class CsiNames
{
    private const int MaxBytes = 63;

    public static void CheckDriver(string name, FieldErrors errors, FieldPath path)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }

        if (Formats.Length(name) > MaxBytes)
        {
            errors.TooLong(path, MaxBytes);
        }

        errors.InvalidFor(path, name, Formats.Dns1123Subdomain(name.ToLowerInvariant()));
    }
}
