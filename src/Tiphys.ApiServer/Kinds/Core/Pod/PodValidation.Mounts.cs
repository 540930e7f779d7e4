using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Where containers see volumes.</content>
internal static partial class PodValidation
{
    private static void CheckMounts(PodScope scope, Container container, FieldPath path)
    {
        var errors = scope.Errors;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < container.VolumeMounts.Count; i++)
        {
            var mount = container.VolumeMounts[i];
            var at = path.Index(i);
            if (mount.Name.Length == 0)
            {
                errors.Required(at.Child("name"));
            }

            if (!scope.Volumes.ContainsKey(mount.Name))
            {
                errors.NotFound(at.Child("name"), mount.Name);
            }

            if (mount.MountPath.Length == 0)
            {
                errors.Required(at.Child("mountPath"));
            }

            if (!taken.Add(mount.MountPath))
            {
                errors.Invalid(at.Child("mountPath"), mount.MountPath, "must be unique");
            }

            CheckNoDevice(container.VolumeDevices, mount, errors, at);
            CheckOptional(mount.SubPath, Paths.Descending, errors, path.Child("subPath"));
            if (mount.SubPathExpr.Length > 0 && mount.SubPath.Length > 0)
            {
                errors.Invalid(at.Child("subPathExpr"), mount.SubPathExpr, "subPathExpr and subPath are mutually exclusive");
            }

            CheckOptional(mount.SubPathExpr, Paths.Descending, errors, path.Child("subPathExpr"));
            CheckPropagation(mount, container, errors, path);
        }
    }

    private static void CheckNoDevice(ApiList<VolumeDevice> devices, VolumeMount mount, FieldErrors errors, FieldPath path)
    {
        if (devices.Any(device => device.Name == mount.Name))
        {
            errors.Invalid(path.Child("name"), mount.Name, "must not already exist in volumeDevices");
        }

        if (devices.Any(device => device.DevicePath == mount.MountPath))
        {
            errors.Invalid(path.Child("mountPath"), mount.MountPath, "must not already exist as a path in volumeDevices");
        }
    }

    private static void CheckPropagation(VolumeMount mount, Container container, FieldErrors errors, FieldPath path)
    {
        if (mount.MountPropagation is { } propagation)
        {
            var at = path.Child("mountPropagation");
            errors.CheckSupported(at, propagation, MountPropagationMode.Bidirectional, MountPropagationMode.HostToContainer, MountPropagationMode.None);
            if (propagation == MountPropagationMode.Bidirectional && container.SecurityContext?.Privileged != true)
            {
                errors.Forbidden(at, "Bidirectional mount propagation is available only to privileged containers");
            }
        }

        if (mount.RecursiveReadOnly is not { } mode)
        {
            return;
        }

        var recursive = path.Child("recursiveReadOnly");
        if (mode is not (RecursiveReadOnlyMode.Enabled or RecursiveReadOnlyMode.IfPossible))
        {
            errors.CheckSupported(recursive, mode, RecursiveReadOnlyMode.Disabled, RecursiveReadOnlyMode.Enabled, RecursiveReadOnlyMode.IfPossible);
            return;
        }

        if (!mount.ReadOnly)
        {
            errors.Forbidden(recursive, "may only be specified when readOnly is true");
        }

        if (mount.MountPropagation is not (null or MountPropagationMode.None))
        {
            errors.Forbidden(recursive, "may only be specified when mountPropagation is None or not specified");
        }
    }

    private static void CheckDevices(PodScope scope, Container container, FieldPath path)
    {
        var errors = scope.Errors;
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < container.VolumeDevices.Count; i++)
        {
            var device = container.VolumeDevices[i];
            var at = path.Index(i);
            if (device.Name.Length == 0)
            {
                errors.Required(at.Child("name"));
            }

            if (!names.Add(device.Name))
            {
                errors.Invalid(at.Child("name"), device.Name, "must be unique");
            }

            if (!scope.Volumes.TryGetValue(device.Name, out var volume))
            {
                errors.NotFound(at.Child("name"), device.Name);
            }
            else if (volume is { PersistentVolumeClaim: null, Ephemeral: null })
            {
                errors.Invalid(at.Child("name"), device.Name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
            }

            CheckDevicePath(device, paths, errors, at);
            if (container.VolumeMounts.Any(mount => mount.Name == device.Name))
            {
                errors.Invalid(at.Child("name"), device.Name, "must not already exist in volumeMounts");
            }

            if (container.VolumeMounts.Any(mount => mount.MountPath == device.DevicePath))
            {
                errors.Invalid(at.Child("devicePath"), device.DevicePath, "must not already exist as a path in volumeMounts");
            }
        }
    }

    private static void CheckDevicePath(VolumeDevice device, HashSet<string> paths, FieldErrors errors, FieldPath path)
    {
        var at = path.Child("devicePath");
        if (device.DevicePath.Length == 0)
        {
            errors.Required(at);
        }

        if (paths.Contains(device.DevicePath))
        {
            errors.Invalid(at, device.DevicePath, "must be unique");
        }

        if (device.DevicePath.Split('/').Contains(".."))
        {
            errors.Invalid(at, device.DevicePath, "can not contain backsteps ('..')");
        }
        else
        {
            paths.Add(device.DevicePath);
        }
    }
}
