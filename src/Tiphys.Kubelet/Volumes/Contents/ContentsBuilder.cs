using System.Text;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Kubelet.Environment;
using Tiphys.Kubelet.References;

namespace Tiphys.Kubelet.Volumes.Contents;

/// <summary>The files of configMap, secret, downwardAPI and projected volumes. Failures have upstream's messages.</summary>
/// <param name="references">What pods refer to.</param>
/// <param name="allocatable">What pods may use of the node, now.</param>
internal sealed class ContentsBuilder(IReferencedObjects references, Func<IReadOnlyDictionary<string, Quantity>> allocatable)
{
    private const int StandardMode = 0x1A4; // 0644
    private const int PrivateMode = 0x180; // 0600

    /// <summary>True for the volumes that are built here.</summary>
    public static bool IsFor(VolumeSource source) =>
        source.ConfigMap is not null || source.Secret is not null || source.DownwardAPI is not null || source.Projected is not null;

    public async Task<IReadOnlyDictionary<string, VolumeFile>> BuildAsync(Pod pod, VolumeSource source, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, VolumeFile>();
        switch (source)
        {
            case { ConfigMap: { } configMap }:
                var mode = configMap.DefaultMode ?? StandardMode;
                await AddConfigMapAsync(files, pod, configMap.LocalObjectReference.Name, configMap.Items, configMap.Optional, mode, cancellationToken);
                break;
            case { Secret: { } secret }:
                await AddSecretAsync(files, pod, secret.SecretName, secret.Items, secret.Optional, secret.DefaultMode ?? StandardMode, cancellationToken);
                break;
            case { DownwardAPI: { } downward }:
                AddFields(files, pod, downward.Items, downward.DefaultMode ?? StandardMode);
                break;
            case { Projected: { } projected }:
                await AddProjectionsAsync(files, pod, projected, cancellationToken);
                break;
        }

        return files;
    }

    // All sources are tried, so that one message tells of all that is missing.
    private async Task AddProjectionsAsync(
        Dictionary<string, VolumeFile> files, Pod pod, ProjectedVolumeSource projected, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        foreach (var part in projected.Sources)
        {
            try
            {
                await AddProjectionAsync(files, pod, part, projected.DefaultMode ?? StandardMode, cancellationToken);
            }
            catch (Exception error) when (error is FormatException or ApiException or ReferenceException)
            {
                failures.Add(error);
            }
        }

        if (failures.Count == 1)
        {
            throw new FormatException(failures[0].Message, failures[0]);
        }

        if (failures.Count > 1)
        {
            var messages = failures.Select(failure => failure.Message).Distinct().ToArray();
            throw new FormatException(messages.Length == 1 ? messages[0] : $"[{string.Join(", ", messages)}]", new AggregateException(failures));
        }
    }

    private async Task AddProjectionAsync(
        Dictionary<string, VolumeFile> files, Pod pod, VolumeProjection part, int mode, CancellationToken cancellationToken)
    {
        switch (part)
        {
            case { Secret: { } secret }:
                await AddSecretAsync(files, pod, secret.LocalObjectReference.Name, secret.Items, secret.Optional, mode, cancellationToken);
                break;
            case { ConfigMap: { } configMap }:
                await AddConfigMapAsync(files, pod, configMap.LocalObjectReference.Name, configMap.Items, configMap.Optional, mode, cancellationToken);
                break;
            case { DownwardAPI: { } downward }:
                AddFields(files, pod, downward.Items, mode);
                break;
            case { ServiceAccountToken: { } token }:
                var text = await references.ServiceAccountTokenAsync(pod, token.Audience, token.ExpirationSeconds, cancellationToken);
                files[token.Path] = TokenFile(pod, text, mode);
                break;
            case { ClusterTrustBundle: not null }:
                throw new FormatException("ClusterTrustBundle projection is not supported by this node");
            case { PodCertificate: not null }:
                throw new FormatException("PodCertificate projection is not supported by this node");
        }
    }

    // A pod that says who it is gets a token that others cannot read: the owner reads it, or the group, which then is added to the mode.
    private static VolumeFile TokenFile(Pod pod, string token, int mode)
    {
        var owner = PodOwners.CommonUser(pod);
        var isOwned = owner is not null || pod.Spec.SecurityContext?.FSGroup is not null;
        return new VolumeFile(Encoding.UTF8.GetBytes(token), isOwned ? PrivateMode : mode, owner);
    }

    private async Task AddConfigMapAsync(
        Dictionary<string, VolumeFile> files, Pod pod, string name, ApiList<KeyToPath> items, bool? optional, int mode, CancellationToken cancellationToken)
    {
        var found = await references.FindConfigMapAsync(pod.Metadata.Namespace, name, cancellationToken);
        if (found is null && optional != true)
        {
            throw new FormatException($"configmap \"{name}\" not found");
        }

        var data = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var (key, value) in found?.Data ?? default)
        {
            data[key] = Encoding.UTF8.GetBytes(value);
        }

        foreach (var (key, value) in found?.BinaryData ?? default)
        {
            data[key] = value.AsSpan().ToArray();
        }

        Add(files, data, items, optional, mode, key => $"configmap references non-existent config key: {key}");
    }

    private async Task AddSecretAsync(
        Dictionary<string, VolumeFile> files, Pod pod, string name, ApiList<KeyToPath> items, bool? optional, int mode, CancellationToken cancellationToken)
    {
        var found = await references.FindSecretAsync(pod.Metadata.Namespace, name, cancellationToken);
        if (found is null && optional != true)
        {
            throw new FormatException($"secret \"{name}\" not found");
        }

        var data = (found?.Data ?? default).ToDictionary(entry => entry.Key, entry => (ReadOnlyMemory<byte>)entry.Value.AsSpan().ToArray());
        Add(files, data, items, optional, mode, key => $"references non-existent secret key: {key}");
    }

    private static void Add(
        Dictionary<string, VolumeFile> files, Dictionary<string, ReadOnlyMemory<byte>> data, ApiList<KeyToPath> items, bool? optional, int mode, Func<string, string> missing)
    {
        if (items.IsEmpty)
        {
            foreach (var (key, content) in data)
            {
                files[key] = new VolumeFile(content, mode);
            }
        }

        foreach (var item in items)
        {
            if (data.TryGetValue(item.Key, out var content))
            {
                files[item.Path] = new VolumeFile(content, item.Mode ?? mode);
            }
            else if (optional != true)
            {
                throw new FormatException(missing(item.Key));
            }
        }
    }

    private void AddFields(Dictionary<string, VolumeFile> files, Pod pod, ApiList<DownwardAPIVolumeFile> items, int mode)
    {
        foreach (var item in items)
        {
            var text = item switch
            {
                { FieldRef: { } field } => PodFields.OfMetadata(field.FieldPath, pod),
                { ResourceFieldRef: { } resource } => ResourceFields.Value(resource, pod, null, allocatable()),
                _ => "",
            };
            files[item.Path] = new VolumeFile(Encoding.UTF8.GetBytes(text), item.Mode ?? mode);
        }
    }
}
