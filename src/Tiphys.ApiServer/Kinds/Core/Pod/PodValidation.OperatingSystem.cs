using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Fields that a pod for one operating system may not have.</content>
internal static partial class PodValidation
{
    private const string NotForLinux = "windows options cannot be set for a linux pod";
    private const string NotForWindows = "cannot be set for a windows pod";

    private static void CheckOS(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        switch (spec.OS?.Name)
        {
            case null:
                break;
            case "":
                errors.Required(path.Child("os").Child("name"));
                break;
            case OSName.Linux:
                CheckLinux(spec, errors, path);
                break;
            case OSName.Windows:
                CheckWindows(spec, errors, path);
                break;
            default:
                errors.NotSupported(path.Child("os"), spec.OS.Name, OSName.Linux, OSName.Windows);
                break;
        }
    }

    private static void CheckLinux(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.SecurityContext?.WindowsOptions is not null)
        {
            errors.Forbidden(path.Child("securityContext").Child("windowsOptions"), NotForLinux);
        }

        foreach (var (container, at) in ContainerVisit.All(spec, path))
        {
            if (container.SecurityContext?.WindowsOptions is not null)
            {
                errors.Forbidden(at.Child("securityContext").Child("windowsOptions"), NotForLinux);
            }
        }
    }

    private static void CheckWindows(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        var security = spec.SecurityContext ?? PodSecurityContext.Empty;
        var context = path.Child("securityContext");
        ForbidSet(errors, context, NotForWindows, ("appArmorProfile", security.AppArmorProfile is not null), ("seLinuxOptions", security.SELinuxOptions is not null));
        ForbidSet(errors, path, NotForWindows, ("hostUsers", spec.HostUsers is not null), ("hostPID", spec.HostPID), ("hostIPC", spec.HostIPC));
        ForbidSet(
            errors,
            context,
            NotForWindows,
            ("seccompProfile", security.SeccompProfile is not null),
            ("fsGroup", security.FSGroup is not null),
            ("fsGroupChangePolicy", security.FSGroupChangePolicy is not null),
            ("sysctls", !security.Sysctls.IsEmpty));
        ForbidSet(errors, path, NotForWindows, ("shareProcessNamespace", spec.ShareProcessNamespace is not null));
        ForbidSet(
            errors,
            context,
            NotForWindows,
            ("runAsUser", security.RunAsUser is not null),
            ("runAsGroup", security.RunAsGroup is not null),
            ("supplementalGroups", !security.SupplementalGroups.IsDefault),
            ("supplementalGroupsPolicy", security.SupplementalGroupsPolicy is not null),
            ("seLinuxChangePolicy", security.SELinuxChangePolicy is not null));
        foreach (var (container, at) in ContainerVisit.All(spec, path))
        {
            CheckWindowsContainer(container.SecurityContext ?? SecurityContext.Empty, errors, at.Child("securityContext"));
        }
    }

    private static void CheckWindowsContainer(SecurityContext security, FieldErrors errors, FieldPath path) => ForbidSet(
        errors,
        path,
        NotForWindows,
        ("appArmorProfile", security.AppArmorProfile is not null),
        ("seLinuxOptions", security.SELinuxOptions is not null),
        ("seccompProfile", security.SeccompProfile is not null),
        ("capabilities", security.Capabilities is not null),
        ("readOnlyRootFilesystem", security.ReadOnlyRootFilesystem is not null),
        ("privileged", security.Privileged is not null),
        ("allowPrivilegeEscalation", security.AllowPrivilegeEscalation is not null),
        ("procMount", security.ProcMount is not null),
        ("runAsUser", security.RunAsUser is not null),
        ("runAsGroup", security.RunAsGroup is not null));
}
