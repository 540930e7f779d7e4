using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Environment variables and the downward API.</content>
internal static partial class PodValidation
{
    private static readonly string[] EnvFields =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs",
        "status.podIP", "status.podIPs",
    ];

    private static readonly string[] FileFields = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];

    private static readonly string[] ResourceFields =
        ["limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"];

    private static readonly string[] ByteDivisors = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

    private static void CheckEnv(ApiList<EnvVar> variables, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < variables.Count; i++)
        {
            if (variables[i].Name.Length == 0)
            {
                errors.Required(path.Index(i).Child("name"));
            }
            else
            {
                errors.InvalidFor(path.Index(i).Child("name"), variables[i].Name, Formats.EnvVarName(variables[i].Name));
            }

            if (variables[i].ValueFrom is { } source)
            {
                CheckValueFrom(variables[i].Value, source, errors, path.Index(i).Child("valueFrom"));
            }
        }
    }

    private static void CheckValueFrom(string value, EnvVarSource source, FieldErrors errors, FieldPath path)
    {
        var count = 0;
        if (source.FieldRef is { } field)
        {
            count++;
            CheckFieldRef(field, EnvFields, errors, path.Child("fieldRef"));
        }

        if (source.ResourceFieldRef is { } resource)
        {
            count++;
            CheckResourceFieldRef(resource, false, errors, path.Child("resourceFieldRef"));
        }

        if (source.ConfigMapKeyRef is { } configMap)
        {
            count++;
            CheckKeyRef(configMap.LocalObjectReference.Name, configMap.Key, errors, path.Child("configMapKeyRef"));
        }

        if (source.SecretKeyRef is { } secret)
        {
            count++;
            CheckKeyRef(secret.LocalObjectReference.Name, secret.Key, errors, path.Child("secretKeyRef"));
        }

        if (source.FileKeyRef is { } file)
        {
            count++;
            CheckFileKeyRef(file, errors, path.Child("fileKeyRef"));
        }

        if (count == 0)
        {
            errors.Invalid(path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`");
        }
        else if (value.Length > 0)
        {
            errors.Invalid(path, "", "may not be specified when `value` is not empty");
        }
        else if (count > 1)
        {
            errors.Invalid(path, "", "may not have more than one field specified at a time");
        }
    }

    private static void CheckFieldRef(ObjectFieldSelector field, string[] supported, FieldErrors errors, FieldPath path)
    {
        if (field.APIVersion.Length == 0 || field.FieldPath.Length == 0)
        {
            errors.Required(path.Child(field.APIVersion.Length == 0 ? "apiVersion" : "fieldPath"));
            return;
        }

        if (UnknownField(field) is { } reason)
        {
            errors.Invalid(path.Child("fieldPath"), field.FieldPath, $"error converting fieldPath: {reason}");
        }
        else if (Subscript(field.FieldPath) is { } subscript)
        {
            var key = subscript.Name == "metadata.annotations" ? subscript.Key.ToLowerInvariant() : subscript.Key;
            errors.InvalidFor(path, key, Formats.QualifiedName(key));
        }
        else
        {
            // Clients of the first version said spec.host.
            errors.CheckSupported(path.Child("fieldPath"), field.FieldPath == "spec.host" ? "spec.nodeName" : field.FieldPath, supported);
        }
    }

    private static string? UnknownField(ObjectFieldSelector field)
    {
        if (field.APIVersion != "v1")
        {
            return $"unsupported pod version: {field.APIVersion}";
        }

        if (Subscript(field.FieldPath) is { } subscript)
        {
            return subscript.Name is "metadata.annotations" or "metadata.labels" ? null : $"field label does not support subscript: {field.FieldPath}";
        }

        return field.FieldPath is "metadata.annotations" or "metadata.labels" or "metadata.name" or "metadata.namespace" or "metadata.uid" or "spec.nodeName"
            or "spec.restartPolicy" or "spec.serviceAccountName" or "spec.schedulerName" or "status.phase" or "status.hostIP" or "status.hostIPs"
            or "status.podIP" or "status.podIPs" or "spec.host"
            ? null
            : $"field label not supported: {field.FieldPath}";
    }

    // The parts of metadata.labels['key'].
    private static (string Name, string Key)? Subscript(string path)
    {
        var bracket = path.IndexOf("['", StringComparison.Ordinal);
        return bracket > 0 && path.EndsWith("']", StringComparison.Ordinal) && bracket + 4 <= path.Length
            ? (path[..bracket], path[(bracket + 2)..^2])
            : null;
    }

    private static void CheckResourceFieldRef(ResourceFieldSelector field, bool isFile, FieldErrors errors, FieldPath path)
    {
        var isHugePages = field.Resource.StartsWith("requests.hugepages-", StringComparison.Ordinal)
            || field.Resource.StartsWith("limits.hugepages-", StringComparison.Ordinal);
        if (isFile && field.ContainerName.Length == 0)
        {
            errors.Required(path.Child("containerName"));
        }
        else if (field.Resource.Length == 0)
        {
            errors.Required(path.Child("resource"));
        }
        else if (!isHugePages && !ResourceFields.Contains(field.Resource))
        {
            errors.NotSupported(path.Child("resource"), field.Resource, ResourceFields);
        }

        var divisor = field.Divisor.ToString();
        var kind = field.Resource switch
        {
            "limits.cpu" or "requests.cpu" => "cpu",
            "limits.memory" or "requests.memory" => "memory",
            "limits.ephemeral-storage" or "requests.ephemeral-storage" => "local ephemeral storage",
            _ when isHugePages => "hugepages",
            _ => "",
        };
        var allowed = kind == "cpu" ? ["1m", "1"] : ByteDivisors;
        if (kind.Length > 0 && divisor != "0" && !allowed.Contains(divisor))
        {
            var names = kind == "cpu" ? "1m and 1" : string.Join(", ", ByteDivisors);
            errors.Invalid(path.Child("divisor"), field.Resource, $"only divisor's values {names} are supported with the {kind} resource");
        }
    }

    private static void CheckKeyRef(string name, string key, FieldErrors errors, FieldPath path)
    {
        errors.InvalidFor(path.Child("name"), name, Formats.Dns1123Subdomain(name));
        if (key.Length == 0)
        {
            errors.Required(path.Child("key"));
        }
        else
        {
            errors.InvalidFor(path.Child("key"), key, Formats.ConfigMapKey(key));
        }
    }

    private static void CheckFileKeyRef(FileKeySelector file, FieldErrors errors, FieldPath path)
    {
        CheckRequired(file.Key, Formats.EnvVarName, errors, path.Child("key"));
        CheckRequired(file.VolumeName, Formats.Dns1123Label, errors, path.Child("volumeName"));
        CheckRequired(file.Path, Paths.NoBacksteps, errors, path.Child("path"));
    }

    // A file of variables lies in a volume that a container before has written.
    private static void CheckFileKeyVolumes(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        foreach (var (container, at) in ContainerVisit.All(spec, path))
        {
            for (var i = 0; i < container.Env.Count; i++)
            {
                if (container.Env[i].ValueFrom?.FileKeyRef is not { } file)
                {
                    continue;
                }

                var place = at.Child("env").Index(i).Child("valueFrom").Child("fileKeyRef").Child("volumeName");
                if (spec.Volumes.LastOrDefault(volume => volume.Name == file.VolumeName) is not { } volume)
                {
                    errors.NotFound(place, file.VolumeName);
                }
                else if (volume.VolumeSource.EmptyDir is null)
                {
                    errors.Invalid(place, file.VolumeName, "referenced volume must be of type emptyDir");
                }
            }
        }
    }

    private static void CheckRequired(string value, Func<string, IEnumerable<string>> form, FieldErrors errors, FieldPath path)
    {
        if (value.Length == 0)
        {
            errors.Required(path);
        }
        else
        {
            errors.InvalidFor(path, value, form(value));
        }
    }

    private static void CheckEnvFrom(ApiList<EnvFromSource> sources, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            CheckOptional(sources[i].Prefix, Formats.EnvVarName, errors, path.Index(i).Child("prefix"));
            if (sources[i].ConfigMapRef is { } configMap)
            {
                CheckRequired(configMap.LocalObjectReference.Name, Formats.Dns1123Subdomain, errors, path.Index(i).Child("configMapRef").Child("name"));
            }

            if (sources[i].SecretRef is { } secret)
            {
                CheckRequired(secret.LocalObjectReference.Name, Formats.Dns1123Subdomain, errors, path.Index(i).Child("secretRef").Child("name"));
            }

            var count = (sources[i].ConfigMapRef is null ? 0 : 1) + (sources[i].SecretRef is null ? 0 : 1);
            if (count != 1)
            {
                errors.Invalid(
                    path, "", count == 0 ? "must specify one of: `configMapRef` or `secretRef`" : "may not have more than one field specified at a time");
            }
        }
    }
}
