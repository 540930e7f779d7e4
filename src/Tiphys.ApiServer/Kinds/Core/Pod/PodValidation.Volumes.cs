using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Volumes.</content>
internal static partial class PodValidation
{
    private const string ModeMessage = "must be a number between 0 and 0777 (octal), both inclusive";
    private const string OneSource = "may not specify more than 1 volume type";

    private static Dictionary<string, VolumeSource> CheckVolumes(
        ApiList<Volume> volumes, ObjectMeta metadata, bool isPod, FieldErrors errors, FieldPath path)
    {
        var known = new Dictionary<string, VolumeSource>(StringComparer.Ordinal);
        var own = volumes.Where(volume => volume.VolumeSource.Ephemeral is not null).Select(volume => metadata.Name + "-" + volume.Name).ToHashSet();
        for (var i = 0; i < volumes.Count; i++)
        {
            var volume = volumes[i];
            var found = new FieldErrors();
            CheckSource(volume.VolumeSource, isPod, found, path.Index(i));
            CheckRequired(volume.Name, Formats.Dns1123Label, found, path.Index(i).Child("name"));
            if (known.ContainsKey(volume.Name))
            {
                found.Duplicate(path.Index(i).Child("name"), volume.Name);
            }

            foreach (var error in found.All)
            {
                errors.Add(error);
            }

            if (found.IsEmpty)
            {
                known[volume.Name] = volume.VolumeSource;
            }

            if (metadata.Name.Length > 0 && volume.VolumeSource.PersistentVolumeClaim is { } claim && own.Contains(claim.ClaimName))
            {
                errors.Invalid(
                    path.Index(i).Child("persistentVolumeClaim").Child("claimName"),
                    claim.ClaimName,
                    "must not reference a PVC that gets created for an ephemeral volume");
            }
        }

        return known;
    }

    private static void CheckSource(VolumeSource source, bool isPod, FieldErrors errors, FieldPath path)
    {
        if (source.EmptyDir?.SizeLimit is { Sign: < 0 })
        {
            errors.Forbidden(path.Child("emptyDir").Child("sizeLimit"), "SizeLimit field must be a valid resource quantity");
        }

        var count = source.EmptyDir is null ? 0 : 1;
        foreach (var (name, check) in Checks(source, isPod, errors))
        {
            if (count++ > 0)
            {
                errors.Forbidden(path.Child(name), OneSource);
            }
            else
            {
                check(path.Child(name));
            }
        }
    }

    private static IEnumerable<(string Name, Action<FieldPath> Check)> Checks(VolumeSource source, bool isPod, FieldErrors errors)
    {
        if (source.HostPath is { } hostPath)
        {
            yield return ("hostPath", at => CheckHostPath(hostPath, errors, at));
        }

        if (source.Secret is { } secret)
        {
            yield return ("secret", at => CheckFiles(secret.SecretName, "secretName", secret.DefaultMode, secret.Items, errors, at));
        }

        if (source.NFS is { } nfs)
        {
            yield return ("nfs", at => CheckNfs(nfs, errors, at));
        }

        if (source.PersistentVolumeClaim is { } claim)
        {
            yield return ("persistentVolumeClaim", at => CheckRequired(claim.ClaimName, _ => [], errors, at.Child("claimName")));
        }

        if (source.DownwardAPI is { } downward)
        {
            yield return ("downwardAPI", at => CheckDownward(downward, errors, at));
        }

        if (source.ConfigMap is { } configMap)
        {
            yield return ("configMap", at => CheckFiles(configMap.LocalObjectReference.Name, "name", configMap.DefaultMode, configMap.Items, errors, at));
        }

        if (source.Projected is { } projected)
        {
            yield return ("projected", at => CheckProjected(projected, errors, at));
        }

        if (source.Image is { } image)
        {
            yield return ("image", at => CheckImage(image, isPod, errors, at));
        }
    }

    /// <summary>A path on the node.</summary>
    public static void CheckHostPath(HostPathVolumeSource source, FieldErrors errors, FieldPath path)
    {
        if (source.Path.Length == 0)
        {
            errors.Required(path.Child("path"));
            return;
        }

        errors.InvalidFor(path.Child("path"), source.Path, Paths.NoBacksteps(source.Path));
        CheckChoice(
            source.Type,
            errors,
            path.Child("type"),
            "",
            "BlockDevice",
            "CharDevice",
            "Directory",
            "DirectoryOrCreate",
            "File",
            "FileOrCreate",
            "Socket");
    }

    private static void CheckImage(ImageVolumeSource image, bool isPod, FieldErrors errors, FieldPath path)
    {
        if (isPod && image.Reference.Length == 0)
        {
            errors.Required(path.Child("reference"));
        }

        CheckPullPolicy(image.PullPolicy, errors, path.Child("pullPolicy"));
    }

    /// <summary>A directory of an NFS server.</summary>
    public static void CheckNfs(NFSVolumeSource nfs, FieldErrors errors, FieldPath path)
    {
        CheckRequired(nfs.Server, _ => [], errors, path.Child("server"));
        CheckRequired(nfs.Path, _ => [], errors, path.Child("path"));
        if (!nfs.Path.StartsWith('/'))
        {
            errors.Invalid(path.Child("path"), nfs.Path, "must be an absolute path");
        }
    }

    private static void CheckMode(int? mode, FieldErrors errors, FieldPath path)
    {
        if (mode is < 0 or > 511)
        {
            errors.Invalid(path, mode.Value, ModeMessage);
        }
    }

    private static void CheckFiles(string name, string field, int? mode, ApiList<KeyToPath> items, FieldErrors errors, FieldPath path)
    {
        CheckRequired(name, _ => [], errors, path.Child(field));
        CheckMode(mode, errors, path.Child("defaultMode"));
        for (var i = 0; i < items.Count; i++)
        {
            CheckItem(items[i], errors, path.Child("items").Index(i));
        }
    }

    private static void CheckItem(KeyToPath item, FieldErrors errors, FieldPath path)
    {
        CheckRequired(item.Key, _ => [], errors, path.Child("key"));
        CheckRequired(item.Path, Paths.Local, errors, path.Child("path"));
        CheckMode(item.Mode, errors, path.Child("mode"));
    }

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
            var count = new object?[]
            {
                projection.Secret, projection.ConfigMap, projection.DownwardAPI, projection.ServiceAccountToken, projection.ClusterTrustBundle,
                projection.PodCertificate,
            }.Count(part => part is not null);
            if (count > 1)
            {
                errors.Forbidden(at, "may not specify more than 1 volume type per source");
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
