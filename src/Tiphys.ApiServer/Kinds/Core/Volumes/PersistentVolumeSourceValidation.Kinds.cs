using System.Text.RegularExpressions;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Rules of single kinds of sources.</content>
internal static partial class PersistentVolumeSourceValidation
{
    private const string HostPorts = "must be a host:port pair or multiple pairs separated by commas";
    private const string ManagedDisk = "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}";
    private const string BlobDisk = "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd";
    private const int MaxTenantLength = 64;
    private const int MaxTargetLength = 64;

    public static void CheckAny(string field, ApiList<string> items, FieldErrors errors, FieldPath path)
    {
        if (items.IsEmpty)
        {
            errors.Required(path.Child(field));
        }
    }

    public static void CheckDisk(string field, string name, int partition, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child(field), name);
        if (partition is < 0 or > 255)
        {
            errors.Invalid(path.Child("partition"), partition, "must be between 1 and 255, inclusive");
        }
    }

    public static void CheckScaleIO(string gateway, string system, string volume, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("gateway"), gateway);
        errors.CheckRequired(path.Child("system"), system);
        errors.CheckRequired(path.Child("volumeName"), volume);
    }

    private static void CheckReference(string? name, string? ns, FieldErrors errors, FieldPath path)
    {
        if (name is not null)
        {
            errors.CheckRequired(path.Child("name"), name);
            errors.CheckRequired(path.Child("namespace"), ns ?? "");
        }
    }

    private static void CheckSecret(SecretReference? secret, FieldErrors errors, FieldPath path)
    {
        if (secret is not null)
        {
            errors.CheckRequired(path.Child("name"), secret.Name, Formats.Dns1123Subdomain);
            errors.CheckRequired(path.Child("namespace"), secret.Namespace, Formats.Dns1123Label);
        }
    }

    private static void CheckGlusterfs(GlusterfsPersistentVolumeSource source, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("endpoints"), source.EndpointsName);
        errors.CheckRequired(path.Child("path"), source.Path);
        if (source.EndpointsNamespace is { } ns)
        {
            var reasons = ns.Length == 0 ? ["if the endpointnamespace is set, it must be a valid namespace name"] : Formats.Dns1123Label(ns);
            errors.InvalidFor(path.Child("endpointsNamespace"), ns, reasons);
        }
    }

    public static void CheckFlocker(FlockerVolumeSource source, FieldErrors errors, FieldPath path)
    {
        if (source.DatasetName.Length == 0 && source.DatasetUUID.Length == 0)
        {
            errors.Required(path, "one of datasetName and datasetUUID is required");
        }

        if (source.DatasetName.Length > 0 && source.DatasetUUID.Length > 0)
        {
            errors.Invalid(path, "resource", "datasetName and datasetUUID can not be specified simultaneously");
        }

        if (source.DatasetName.Contains('/'))
        {
            errors.Invalid(path.Child("datasetName"), source.DatasetName, "must not contain '/'");
        }
    }

    public static void CheckQuobyte(QuobyteVolumeSource source, FieldErrors errors, FieldPath path)
    {
        if (source.Registry.Length == 0)
        {
            errors.Required(path.Child("registry"), HostPorts);
        }
        else if (source.Tenant.Length > MaxTenantLength)
        {
            errors.Required(path.Child("tenant"), "must be a UUID and may not exceed a length of 64 characters");
        }
        else
        {
            foreach (var pair in source.Registry.Split(',').Where(pair => !HostPortForm().IsMatch(pair)))
            {
                errors.Invalid(path.Child("registry"), source.Registry, HostPorts);
            }
        }

        errors.CheckRequired(path.Child("volume"), source.Volume);
    }

    private static void CheckIscsi(ISCSIPersistentVolumeSource source, string volumeName, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("targetPortal"), source.TargetPortal);
        if (source.InitiatorName is not null && volumeName.Length + 1 + source.TargetPortal.Length > MaxTargetLength)
        {
            errors.Invalid(
                path.Child("targetportal"),
                source.TargetPortal,
                "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.");
        }

        errors.CheckRequired(path.Child("iqn"), source.IQN, IscsiName);
        if (source.Lun is < 0 or > 255)
        {
            errors.Invalid(path.Child("lun"), source.Lun, "must be between 0 and 255, inclusive");
        }

        if ((source.DiscoveryCHAPAuth || source.SessionCHAPAuth) && source.SecretRef is null)
        {
            errors.Required(path.Child("secretRef"));
        }

        if (source.SecretRef is { Name.Length: 0 })
        {
            errors.Required(path.Child("secretRef").Child("name"));
        }

        if (source.InitiatorName is { } initiator)
        {
            errors.InvalidFor(path.Child("initiatorname"), initiator, IscsiName(initiator));
        }
    }

    public static IEnumerable<string> IscsiName(string name) => IscsiNameForm().IsMatch(name) ? [] : ["must be valid format"];

    public static void CheckFibreChannel(FCVolumeSource source, FieldErrors errors, FieldPath path)
    {
        var names = path.Child("targetWWNs");
        if (source.TargetWWNs.IsEmpty && source.WWIDs.IsEmpty)
        {
            errors.Required(names, "must specify either targetWWNs or wwids, but not both");
        }

        if (!source.TargetWWNs.IsEmpty && !source.WWIDs.IsEmpty)
        {
            var shown = $"[{string.Join(',', source.TargetWWNs.Select(FieldErrors.Quote))}]";
            errors.InvalidValue(names, shown, "targetWWNs and wwids can not be specified simultaneously");
        }

        if (!source.TargetWWNs.IsEmpty && source.Lun is null)
        {
            errors.Required(path.Child("lun"), "lun is required if targetWWNs is specified");
        }
        else if (!source.TargetWWNs.IsEmpty && source.Lun is < 0 or > 255)
        {
            errors.Invalid(path.Child("lun"), source.Lun!.Value, "must be between 0 and 255, inclusive");
        }
    }

    public static void CheckFlex(string driver, ApiMap<string> options, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("driver"), driver);
        foreach (var key in options.Keys)
        {
            var domain = "." + key.Split('/', 2)[0].ToLowerInvariant();
            if (domain.EndsWith(".kubernetes.io", StringComparison.Ordinal) || domain.EndsWith(".k8s.io", StringComparison.Ordinal))
            {
                errors.Invalid(path.Child("options").Key(key), key, "kubernetes.io and k8s.io namespaces are reserved");
            }
        }
    }

    public static void CheckAzureFile(string secret, string share, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("secretName"), secret);
        errors.CheckRequired(path.Child("shareName"), share);
    }

    private static void CheckAzureFile(AzureFilePersistentVolumeSource source, FieldErrors errors, FieldPath path)
    {
        CheckAzureFile(source.SecretName, source.ShareName, errors, path);
        if (source.SecretNamespace is { Length: 0 })
        {
            errors.Required(path.Child("secretNamespace"));
        }
    }

    public static void CheckAzureDisk(AzureDiskVolumeSource source, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("diskName"), source.DiskName);
        errors.CheckRequired(path.Child("diskURI"), source.DataDiskURI);
        if (source.CachingMode is { } caching)
        {
            errors.CheckSupported(path.Child("cachingMode"), caching, "None", "ReadOnly", "ReadWrite");
        }

        if (source.Kind is not { } kind)
        {
            return;
        }

        errors.CheckSupported(path.Child("kind"), kind, "Dedicated", "Managed", "Shared");
        var (start, form) = kind == "Managed" ? ("/subscriptions/", ManagedDisk) : ("https://", BlobDisk);
        if (!source.DataDiskURI.StartsWith(start, StringComparison.Ordinal))
        {
            errors.NotSupported(path.Child("diskURI"), source.DataDiskURI, form);
        }
    }

    public static void CheckStorageOS(string name, string ns, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("volumeName"), name, Formats.Dns1123Label);
        if (ns.Length > 0)
        {
            errors.InvalidFor(path.Child("volumeNamespace"), ns, Formats.Dns1123Label(ns));
        }
    }

    private static void CheckStorageOS(StorageOSPersistentVolumeSource source, FieldErrors errors, FieldPath path)
    {
        CheckStorageOS(source.VolumeName, source.VolumeNamespace, errors, path);
        CheckReference(source.SecretRef?.Name, source.SecretRef?.Namespace, errors, path.Child("secretRef"));
    }

    private static void CheckCsi(CSIPersistentVolumeSource source, FieldErrors errors, FieldPath path)
    {
        CsiNames.CheckDriver(source.Driver, errors, path.Child("driver"));
        errors.CheckRequired(path.Child("volumeHandle"), source.VolumeHandle);
        CheckSecret(source.ControllerPublishSecretRef, errors, path.Child("controllerPublishSecretRef"));
        CheckSecret(source.ControllerExpandSecretRef, errors, path.Child("controllerExpandSecretRef"));
        CheckSecret(source.NodePublishSecretRef, errors, path.Child("nodePublishSecretRef"));
        CheckSecret(source.NodeExpandSecretRef, errors, path.Child("nodeExpandSecretRef"));
    }

    [GeneratedRegex(@"^[^:]*:[^:]*\z|^\[[^\]]*\]:[^:]*\z")]
    private static partial Regex HostPortForm();

    [GeneratedRegex(@"^iqn.*iqn\.\d{4}-\d{2}\.[A-Za-z0-9\-.]+(:[^,;*&$|\s]+)\z|^iqn\.\d{4}-\d{2}\.[A-Za-z0-9\-.]+(:[^,;*&$|\s]+)\z|^eui.[A-Za-z0-9]{16}\z|^naa.[A-Za-z0-9]{32}\z")]
    private static partial Regex IscsiNameForm();
}
