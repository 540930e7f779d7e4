using Tiphys.Api.Core.V1;
using Tiphys.Api.Storage.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Storage;

/// <summary>Rules of storage classes (pkg/apis/storage/validation).</summary>
internal static class StorageClassValidation
{
    private const int MaxParameters = 512;
    private const int MaxParametersBytes = 256 * 1024;

    public static void Validate(StorageClass value, FieldErrors errors)
    {
        CheckProvisioner(value.Provisioner, errors, FieldPath.Root("provisioner"));
        CheckParameters(value.Parameters, true, errors, FieldPath.Root("parameters"));
        if (value.ReclaimPolicy is { Length: > 0 } policy)
        {
            errors.CheckSupported(FieldPath.Root("reclaimPolicy"), policy, PersistentVolumeReclaimPolicy.Delete, PersistentVolumeReclaimPolicy.Retain);
        }

        if (value.VolumeBindingMode is { } mode)
        {
            errors.CheckSupported(FieldPath.Root("volumeBindingMode"), mode, VolumeBindingMode.Immediate, VolumeBindingMode.WaitForFirstConsumer);
        }
        else
        {
            errors.Required(FieldPath.Root("volumeBindingMode"));
        }

        CheckTopologies(value.AllowedTopologies, errors, FieldPath.Root("allowedTopologies"));
    }

    /// <summary>The name of what makes volumes.</summary>
    public static void CheckProvisioner(string name, FieldErrors errors, FieldPath path)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
        }
        else
        {
            errors.InvalidFor(path, name.ToLowerInvariant(), Formats.QualifiedName(name.ToLowerInvariant()));
        }
    }

    /// <summary>Parameters for a driver.</summary>
    public static void CheckParameters(ApiMap<string> parameters, bool mayBeEmpty, FieldErrors errors, FieldPath path)
    {
        if (parameters.Count > MaxParameters)
        {
            errors.TooLong(path, MaxParameters);
            return;
        }

        var size = 0;
        foreach (var (key, text) in parameters)
        {
            if (key.Length == 0)
            {
                errors.Invalid(path, key, "field can not be empty.");
            }

            size += Formats.Length(key) + Formats.Length(text);
        }

        if (size > MaxParametersBytes)
        {
            errors.TooLong(path, MaxParametersBytes);
        }

        if (!mayBeEmpty && parameters.IsEmpty)
        {
            errors.Required(path, "must contain at least one key/value pair");
        }
    }

    private static void CheckTopologies(ApiList<TopologySelectorTerm> terms, FieldErrors errors, FieldPath path)
    {
        var seen = new List<string>();
        for (var i = 0; i < terms.Count; i++)
        {
            CheckTerm(terms[i].MatchLabelExpressions, errors, path.Index(i).Child("matchLabelExpressions"));
            var text = Text(terms[i]);

            // Upstream compares with as many empty terms as there are terms.
            var same = seen.Count(other => other == text) + (text.Length == 0 ? terms.Count : 0);
            for (var n = 0; n < same; n++)
            {
                errors.Duplicate(path.Index(i).Child("matchLabelExpressions"), "");
            }

            seen.Add(text);
        }
    }

    private static void CheckTerm(ApiList<TopologySelectorLabelRequirement> requirements, FieldErrors errors, FieldPath path)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < requirements.Count; i++)
        {
            CheckRequirement(requirements[i], errors, path.Index(i));
            if (!keys.Add(requirements[i].Key))
            {
                errors.Duplicate(path.Index(i).Child("key"), requirements[i].Key);
            }
        }
    }

    private static void CheckRequirement(TopologySelectorLabelRequirement requirement, FieldErrors errors, FieldPath path)
    {
        if (requirement.Values.IsEmpty)
        {
            errors.Required(path.Child("values"));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < requirement.Values.Count; i++)
        {
            if (!seen.Add(requirement.Values[i]))
            {
                errors.Duplicate(path.Child("values").Index(i), requirement.Values[i]);
            }
        }

        errors.InvalidFor(path.Child("key"), requirement.Key, Formats.QualifiedName(requirement.Key));
    }

    // Terms with the same keys and values have the same text, whatever their order.
    private static string Text(TopologySelectorTerm term) => string.Join(';', term.MatchLabelExpressions
        .Select(each => $"{each.Key}={string.Join(',', each.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}")
        .Order(StringComparer.Ordinal));
}
