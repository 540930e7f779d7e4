using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Users, groups, profiles.</content>
internal static partial class PodValidation
{
    private static void CheckPodSecurity(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.SecurityContext is not { } security)
        {
            return;
        }

        CheckId(security.FSGroup, errors, path.Child("fsGroup"));
        CheckId(security.RunAsUser, errors, path.Child("runAsUser"));
        CheckId(security.RunAsGroup, errors, path.Child("runAsGroup"));
        for (var i = 0; i < security.SupplementalGroups.Count; i++)
        {
            CheckId(security.SupplementalGroups[i], errors, path.Child("supplementalGroups").Index(i));
        }

        if (spec is { ShareProcessNamespace: true, HostPID: true })
        {
            errors.InvalidValue(path.Child("shareProcessNamespace"), "true", "ShareProcessNamespace and HostPID cannot both be enabled");
        }

        CheckSysctls(spec, errors, path.Child("sysctls"));
        CheckChoice(security.FSGroupChangePolicy, errors, path.Child("fsGroupChangePolicy"), "Always", "OnRootMismatch");
        CheckSeccomp(security.SeccompProfile, errors, path.Child("seccompProfile"));
        CheckWindowsOptions(security.WindowsOptions, errors, path.Child("windowsOptions"));
        CheckAppArmor(security.AppArmorProfile, errors, path.Child("appArmorProfile"));
        CheckChoice(security.SupplementalGroupsPolicy, errors, path.Child("supplementalGroupsPolicy"), "Merge", "Strict");
        CheckChoice(security.SELinuxChangePolicy, errors, path.Child("seLinuxChangePolicy"), "MountOption", "Recursive");
    }

    private static void CheckChoice(string? value, FieldErrors errors, FieldPath path, params string[] supported)
    {
        if (value is not null)
        {
            errors.CheckSupported(path, value, supported);
        }
    }

    private static void CheckId(long? id, FieldErrors errors, FieldPath path)
    {
        if (id is { } number)
        {
            errors.InvalidFor(path, number, Formats.InRange(number, 0, int.MaxValue));
        }
    }

    private static void CheckSecurity(PodSpec spec, SecurityContext? security, FieldErrors errors, FieldPath path)
    {
        if (security is null)
        {
            return;
        }

        CheckId(security.RunAsUser, errors, path.Child("runAsUser"));
        CheckId(security.RunAsGroup, errors, path.Child("runAsGroup"));
        if (security.ProcMount is { } procMount)
        {
            errors.CheckSupported(path.Child("procMount"), procMount, ProcMountType.Default, ProcMountType.Unmasked);
            if (procMount == ProcMountType.Unmasked && spec.HostUsers != false)
            {
                errors.Invalid(path.Child("procMount"), procMount, "`hostUsers` must be false to use `Unmasked`");
            }
        }

        CheckSeccomp(security.SeccompProfile, errors, path.Child("seccompProfile"));
        CheckEscalation(security, errors, path);
        CheckWindowsOptions(security.WindowsOptions, errors, path.Child("windowsOptions"));
        CheckAppArmor(security.AppArmorProfile, errors, path.Child("appArmorProfile"));
    }

    private static void CheckEscalation(SecurityContext security, FieldErrors errors, FieldPath path)
    {
        if (security.AllowPrivilegeEscalation != false)
        {
            return;
        }

        if (security.Privileged == true)
        {
            errors.InvalidValue(path, InternalForms.Show(security), "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }

        if (security.Capabilities?.Add.Contains("CAP_SYS_ADMIN") == true)
        {
            errors.InvalidValue(
                path, InternalForms.Show(security), "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }
    }

    private static void CheckSeccomp(SeccompProfile? profile, FieldErrors errors, FieldPath path)
    {
        if (profile is null)
        {
            return;
        }

        if (profile.Type.Length == 0)
        {
            errors.Required(path.Child("type"), "type is required when seccompProfile is set");
        }
        else
        {
            errors.CheckSupported(
                path.Child("type"), profile.Type, SeccompProfileType.Localhost, SeccompProfileType.RuntimeDefault, SeccompProfileType.Unconfined);
        }

        var at = path.Child("localhostProfile");
        if (profile.Type != SeccompProfileType.Localhost)
        {
            if (profile.LocalhostProfile is not null)
            {
                errors.InvalidValue(at, InternalForms.Show(profile), "can only be set when seccomp type is Localhost");
            }
        }
        else if (profile.LocalhostProfile is { } file)
        {
            errors.InvalidFor(at, file, Paths.Descending(file));
        }
        else
        {
            errors.Required(at, "must be set when seccomp type is Localhost");
        }
    }

    /// <summary>Form of a profile.</summary>
    public static void CheckAppArmor(AppArmorProfile? profile, FieldErrors errors, FieldPath path)
    {
        const string Needed = "must be set when AppArmor type is Localhost";
        var at = path.Child("localhostProfile");
        switch (profile)
        {
            case null or { Type: AppArmorProfileType.RuntimeDefault or AppArmorProfileType.Unconfined, LocalhostProfile: null }:
                break;
            case { Type: "" }:
                errors.Required(path.Child("type"), "type is required when appArmorProfile is set");
                break;
            case { Type: AppArmorProfileType.Localhost, LocalhostProfile: null or "" }:
                errors.Required(at, Needed);
                break;
            case { Type: AppArmorProfileType.Localhost, LocalhostProfile: { } name }:
                if (name.Trim() != name)
                {
                    errors.Invalid(at, name, "must not be padded with whitespace");
                }

                if (Formats.Length(name) > 4095)
                {
                    errors.TooLong(at, 4095);
                }

                break;
            case { Type: AppArmorProfileType.RuntimeDefault or AppArmorProfileType.Unconfined, LocalhostProfile: { } name }:
                errors.Invalid(at, name, "can only be set when AppArmor type is Localhost");
                break;
            default:
                errors.NotSupported(path.Child("type"), profile.Type, "Localhost", "RuntimeDefault", "Unconfined");
                break;
        }
    }

    private static void CheckHostUsers(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        const string Message = "when `hostUsers` is false";
        if (spec.HostUsers != false)
        {
            return;
        }

        ForbidSet(errors, path, Message, ("hostNetwork", spec.HostNetwork), ("HostPID", spec.HostPID), ("HostIPC", spec.HostIPC));
        foreach (var (container, at) in ContainerVisit.All(spec, path))
        {
            ForbidSet(errors, at, Message, ("volumeDevices", !container.VolumeDevices.IsEmpty));
        }
    }
}
