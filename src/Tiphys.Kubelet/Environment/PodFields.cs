using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Environment;

/// <summary>Values of <c>fieldRef</c>: the metadata that files and variables can show, and what only variables can.</summary>
internal static class PodFields
{
    /// <summary>A field for a variable.</summary>
    /// <exception cref="FormatException">There is no such field; the message is upstream's.</exception>
    public static string ForVariable(ObjectFieldSelector field, Pod pod, PodFacts facts)
    {
        if (field.APIVersion is not ("v1" or ""))
        {
            throw new FormatException($"unsupported pod version: {field.APIVersion}");
        }

        return field.FieldPath switch
        {
            "spec.nodeName" or "spec.host" => pod.Spec.NodeName,
            "spec.serviceAccountName" => pod.Spec.ServiceAccountName,
            "status.hostIP" => facts.HostIP,
            "status.hostIPs" => string.Join(',', facts.HostIPs),
            "status.podIP" => facts.PodIP,
            "status.podIPs" => string.Join(',', facts.PodIPs),
            _ => OfMetadata(field.FieldPath, pod),
        };
    }

    /// <summary>A field of the metadata.</summary>
    /// <exception cref="FormatException">There is no such field; the message is upstream's.</exception>
    public static string OfMetadata(string path, Pod pod)
    {
        var metadata = pod.Metadata;
        if (TrySplit(path, out var map, out var key))
        {
            return map switch
            {
                "metadata.annotations" => metadata.Annotations.GetValueOrDefault(key, ""),
                "metadata.labels" => metadata.Labels.GetValueOrDefault(key, ""),
                _ => throw new FormatException($"fieldPath \"{path}\" does not support subscript"),
            };
        }

        return path switch
        {
            "metadata.annotations" => Lines(metadata.Annotations),
            "metadata.labels" => Lines(metadata.Labels),
            "metadata.name" => metadata.Name,
            "metadata.namespace" => metadata.Namespace,
            "metadata.uid" => metadata.UID,
            _ => throw new FormatException($"unsupported fieldPath: {path}"),
        };
    }

    // metadata.labels['app'] into metadata.labels and app.
    private static bool TrySplit(string path, out string map, out string key)
    {
        (map, key) = (path, "");
        var start = path.IndexOf("['", StringComparison.Ordinal);
        if (start <= 0 || !path.EndsWith("']", StringComparison.Ordinal) || start + 4 > path.Length)
        {
            return false;
        }

        (map, key) = (path[..start], path[(start + 2)..^2]);
        return true;
    }

    private static string Lines(ApiMap<string> map) => string.Join('\n', map.Select(entry => $"{entry.Key}={GoText.Quote(entry.Value)}"));
}
