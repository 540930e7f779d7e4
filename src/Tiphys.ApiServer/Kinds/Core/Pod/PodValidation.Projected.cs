using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Volumes of files: the downward API and projections.</content>
internal static partial class PodValidation
{
    private static void CheckDownward(DownwardAPIVolumeSource source, FieldErrors errors, FieldPath path)
    {
        CheckMode(source.DefaultMode, errors, path.Child("defaultMode"));
        foreach (var file in source.Items)
        {
            CheckDownwardFile(file, errors, path);
        }
    }

    private static void CheckDownwardFile(DownwardAPIVolumeFile file, FieldErrors errors, FieldPath path)
    {
        CheckRequired(file.Path, Paths.Local, errors, path.Child("path"));
        if (file.FieldRef is { } field)
        {
            CheckFieldRef(field, FileFields, errors, path.Child("fieldRef"));
            if (file.ResourceFieldRef is not null)
            {
                errors.Invalid(path, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
            }
        }
        else if (file.ResourceFieldRef is { } resource)
        {
            CheckResourceFieldRef(resource, true, errors, path.Child("resourceFieldRef"));
        }
        else
        {
            errors.Required(path, "one of fieldRef and resourceFieldRef is required");
        }

        CheckMode(file.Mode, errors, path.Child("mode"));
    }

    private static void CheckProjected(ProjectedVolumeSource source, FieldErrors errors, FieldPath path)
    {
        CheckMode(source.DefaultMode, errors, path.Child("defaultMode"));
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < source.Sources.Count; i++)
        {
            var at = path.Child("sources").Index(i);
            var projection = source.Sources[i];
            CheckProjectedItems(projection.Secret?.LocalObjectReference.Name, projection.Secret?.Items ?? default, taken, errors, at.Child("secret"), path);
            CheckProjectedItems(projection.ConfigMap?.LocalObjectReference.Name, projection.ConfigMap?.Items ?? default, taken, errors, at.Child("configMap"), path);
            foreach (var file in projection.DownwardAPI?.Items ?? default)
            {
                CheckDownwardFile(file, errors, at.Child("downwardAPI"));
                CheckConflict(file.Path, file.Path, taken, errors, path);
            }

            CheckToken(projection.ServiceAccountToken, errors, at.Child("serviceAccountToken"), path);
            var count = new object?[] { projection.Secret, projection.ConfigMap, projection.DownwardAPI, projection.ServiceAccountToken }
                .Count(part => part is not null);
            if (count > 1)
            {
                errors.Forbidden(at, "may not specify more than 1 volume type per source");
            }
        }
    }

    // Only a pod knows whose token it is; a template may yet become one's.
    private static void CheckTokens(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; spec.ServiceAccountName.Length == 0 && i < spec.Volumes.Count; i++)
        {
            var sources = spec.Volumes[i].VolumeSource.Projected?.Sources ?? default;
            for (var j = 0; j < sources.Count; j++)
            {
                if (sources[j].ServiceAccountToken is not null)
                {
                    errors.Forbidden(
                        path.Index(i).Child("projected").Child("sources").Index(j).Child("serviceAccountToken"),
                        "must not be specified when serviceAccountName is not set");
                }
            }
        }
    }

    private static void CheckProjectedItems(
        string? name, ApiList<KeyToPath> items, HashSet<string> taken, FieldErrors errors, FieldPath path, FieldPath volume)
    {
        if (name is null)
        {
            return;
        }

        CheckRequired(name, _ => [], errors, path.Child("name"));
        for (var i = 0; i < items.Count; i++)
        {
            CheckItem(items[i], errors, path.Child("items").Index(i));
            CheckConflict(items[i].Path, name, taken, errors, volume);
        }
    }

    private static void CheckConflict(string file, string shown, HashSet<string> taken, FieldErrors errors, FieldPath path)
    {
        if (file.Length > 0 && !taken.Add(file))
        {
            errors.Invalid(path, shown, "conflicting duplicate paths");
        }
    }

    private static void CheckToken(ServiceAccountTokenProjection? token, FieldErrors errors, FieldPath path, FieldPath volume)
    {
        if (token is null)
        {
            return;
        }

        var seconds = token.ExpirationSeconds ?? 0;
        if (seconds < 600)
        {
            errors.Invalid(path.Child("expirationSeconds"), seconds, "may not specify a duration less than 10 minutes");
        }

        if (seconds > 1L << 32)
        {
            errors.Invalid(path.Child("expirationSeconds"), seconds, "may not specify a duration larger than 2^32 seconds");
        }

        CheckRequired(token.Path, Paths.Local, errors, volume.Child("path"));
    }
}
