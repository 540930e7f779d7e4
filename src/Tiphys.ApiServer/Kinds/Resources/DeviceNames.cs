using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Names in the kinds of resource.k8s.io (pkg/apis/resource/validation).</summary>
internal static class DeviceNames
{
    private const int MaxPoolNameLength = 253;
    private const int MaxIdentifierLength = 32;

    /// <summary>Longest name of an attribute or capacity: domain, slash and identifier.</summary>
    public const int MaxQualifiedNameLength = 63 + 1 + MaxIdentifierLength;

    public static void CheckLabel(string name, FieldErrors errors, FieldPath path) => errors.InvalidFor(path, name, Formats.Dns1123Label(name));

    public static void CheckLabelName(string name, FieldErrors errors, FieldPath path) => errors.InvalidFor(path, name, Formats.QualifiedName(name));

    public static void CheckPool(string name, FieldErrors errors, FieldPath path)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }

        if (Formats.Length(name) > MaxPoolNameLength)
        {
            errors.TooLong(path, MaxPoolNameLength);
        }

        foreach (var part in name.Split('/'))
        {
            errors.InvalidFor(path, part, Formats.Dns1123Subdomain(part));
        }
    }

    /// <summary>An identifier, with or without a domain. More than one slash is let through, as upstream does.</summary>
    public static void CheckQualified(string name, FieldErrors errors, FieldPath path)
    {
        var parts = name.Split('/');
        if (parts.Length == 1)
        {
            CheckIdentifier(name, errors, path);
        }
        else if (parts.Length == 2)
        {
            if (parts[0].Length == 0)
            {
                errors.Invalid(path, "", "the domain must not be empty");
            }
            else
            {
                CsiNames.CheckDriver(parts[0], errors, path);
            }

            if (parts[1].Length == 0)
            {
                errors.Invalid(path, "", "the name must not be empty");
            }
            else
            {
                CheckIdentifier(parts[1], errors, path);
            }
        }
    }

    public static void CheckFullyQualified(string name, FieldErrors errors, FieldPath path)
    {
        CheckQualified(name, errors, path);
        if (!name.Contains('/'))
        {
            errors.Invalid(path, name, "a fully qualified name must be a domain and a name separated by a slash");
        }
    }

    private static void CheckIdentifier(string name, FieldErrors errors, FieldPath path)
    {
        if (Formats.Length(name) > MaxIdentifierLength)
        {
            errors.TooLong(path, MaxIdentifierLength);
        }

        errors.InvalidFor(path, name, Formats.CIdentifier(name));
    }
}
