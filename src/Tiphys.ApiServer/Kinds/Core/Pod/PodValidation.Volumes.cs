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
            CheckSource(volume, metadata, isPod, found, path.Index(i));
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

    private static void CheckSource(Volume volume, ObjectMeta metadata, bool isPod, FieldErrors errors, FieldPath path)
    {
        var source = volume.VolumeSource;
        if (source.EmptyDir?.SizeLimit is { Sign: < 0 })
        {
            errors.Forbidden(path.Child("emptyDir").Child("sizeLimit"), "SizeLimit field must be a valid resource quantity");
        }

        var count = source.EmptyDir is null ? 0 : 1;
        foreach (var (field, shown, check) in Sources(source, isPod, errors))
        {
            if (count++ > 0)
            {
                errors.Forbidden(path.Child(field), OneSource);
            }
            else
            {
                check(path.Child(shown ?? field));
            }
        }

        CheckDerivedNames(volume, metadata, errors, path.Child("name"));
    }

    // The names of what is made for a volume hold its own.
    private static void CheckDerivedNames(Volume volume, ObjectMeta metadata, FieldErrors errors, FieldPath path)
    {
        if (volume.VolumeSource.ISCSI is { InitiatorName: not null } iscsi && Formats.Length(volume.Name) + 1 + Formats.Length(iscsi.TargetPortal) > 64)
        {
            errors.Invalid(
                path,
                volume.Name,
                "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.");
        }

        if (volume.VolumeSource.Ephemeral is not null && metadata.Name.Length > 0 && volume.Name.Length > 0)
        {
            var claim = metadata.Name + "-" + volume.Name;
            errors.InvalidFor(path, volume.Name, Formats.Dns1123Subdomain(claim).Select(reason => $"PVC name {FieldErrors.Quote(claim)}: {reason}"));
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
}
