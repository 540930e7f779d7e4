using Tiphys.Api.Core.V1;
using Tiphys.Api.Resource.V1;
using Tiphys.Api.Storage.V1;

namespace Tiphys.ApiServer.Authorization.Nodes;

/// <summary>The relations of objects to nodes, kept up object by object. Not safe for concurrent use.</summary>
internal sealed class NodeRelations : INodeGraph
{
    private readonly Dictionary<ObjectKey, PodNeeds> _pods = [];
    private readonly Dictionary<ObjectKey, Dictionary<string, int>> _needed = [];
    private readonly Dictionary<string, BoundVolume> _volumes = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectKey, HashSet<string>> _volumesOfSecrets = [];
    private readonly Dictionary<ObjectKey, string> _named = [];

    /// <inheritdoc/>
    public bool IsRelated(string node, NodeObject kind, string @namespace, string name)
    {
        var key = new ObjectKey(kind, @namespace, name);
        return kind switch
        {
            NodeObject.Pod => _pods.TryGetValue(key, out var pod) && pod.Node == node,
            NodeObject.VolumeAttachment or NodeObject.ResourceSlice => _named.TryGetValue(key with { Namespace = "" }, out var named) && named == node,
            NodeObject.PersistentVolume => IsVolumeNeeded(name, node),
            NodeObject.Secret => IsNeeded(key, node) || (_volumesOfSecrets.TryGetValue(key, out var volumes) && volumes.Any(volume => IsVolumeNeeded(volume, node))),
            _ => IsNeeded(key, node),
        };
    }

    /// <summary>Takes in an object that is new or has changed.</summary>
    public void Set(IKubernetesObject value)
    {
        switch (value)
        {
            case Pod pod:
                SetPod(pod);
                break;
            case PersistentVolume volume:
                SetVolume(volume);
                break;
            case VolumeAttachment attachment:
                SetNamed(new(NodeObject.VolumeAttachment, "", attachment.Metadata.Name), attachment.Spec.NodeName);
                break;
            case ResourceSlice slice:
                SetNamed(new(NodeObject.ResourceSlice, "", slice.Metadata.Name), slice.Spec.NodeName ?? "");
                break;
        }
    }

    /// <summary>Forgets an object.</summary>
    public void Remove(IKubernetesObject value)
    {
        var metadata = value.Metadata;
        switch (value)
        {
            case Pod:
                RemovePod(new(NodeObject.Pod, metadata.Namespace, metadata.Name));
                break;
            case PersistentVolume:
                RemoveVolume(metadata.Name);
                break;
            case VolumeAttachment:
                _named.Remove(new(NodeObject.VolumeAttachment, "", metadata.Name));
                break;
            case ResourceSlice:
                _named.Remove(new(NodeObject.ResourceSlice, "", metadata.Name));
                break;
        }
    }

    private bool IsNeeded(ObjectKey key, string node) => _needed.TryGetValue(key, out var nodes) && nodes.ContainsKey(node);

    private bool IsVolumeNeeded(string volume, string node) => _volumes.TryGetValue(volume, out var bound) && IsNeeded(bound.Claim, node);

    private void SetPod(Pod pod)
    {
        var key = new ObjectKey(NodeObject.Pod, pod.Metadata.Namespace, pod.Metadata.Name);
        RemovePod(key);
        if (pod.Spec.NodeName.Length == 0)
        {
            return;
        }

        var needs = new PodNeeds(pod.Spec.NodeName, [.. PodRelations.Of(pod).Distinct()]);
        _pods[key] = needs;
        foreach (var need in needs.Objects)
        {
            if (!_needed.TryGetValue(need, out var nodes))
            {
                _needed[need] = nodes = new(StringComparer.Ordinal);
            }

            nodes[needs.Node] = nodes.GetValueOrDefault(needs.Node) + 1;
        }
    }

    private void RemovePod(ObjectKey key)
    {
        if (!_pods.Remove(key, out var needs))
        {
            return;
        }

        foreach (var need in needs.Objects)
        {
            var nodes = _needed[need];
            if (--nodes[needs.Node] == 0)
            {
                nodes.Remove(needs.Node);
            }

            if (nodes.Count == 0)
            {
                _needed.Remove(need);
            }
        }
    }

    private void SetVolume(PersistentVolume volume)
    {
        var name = volume.Metadata.Name;
        RemoveVolume(name);
        if (volume.Spec.ClaimRef is not { } claim)
        {
            return;
        }

        var bound = new BoundVolume(new(NodeObject.PersistentVolumeClaim, claim.Namespace, claim.Name), [.. VolumeRelations.Secrets(volume, claim.Namespace)]);
        _volumes[name] = bound;
        foreach (var secret in bound.Secrets)
        {
            if (!_volumesOfSecrets.TryGetValue(secret, out var volumes))
            {
                _volumesOfSecrets[secret] = volumes = new(StringComparer.Ordinal);
            }

            volumes.Add(name);
        }
    }

    private void RemoveVolume(string name)
    {
        if (!_volumes.Remove(name, out var bound))
        {
            return;
        }

        foreach (var secret in bound.Secrets)
        {
            if (_volumesOfSecrets.TryGetValue(secret, out var volumes) && volumes.Remove(name) && volumes.Count == 0)
            {
                _volumesOfSecrets.Remove(secret);
            }
        }
    }

    private void SetNamed(ObjectKey key, string node)
    {
        if (node.Length == 0)
        {
            _named.Remove(key);
        }
        else
        {
            _named[key] = node;
        }
    }

    private sealed record PodNeeds(string Node, ObjectKey[] Objects);

    private sealed record BoundVolume(ObjectKey Claim, ObjectKey[] Secrets);
}

/// <summary>An object of a kind that belongs to nodes.</summary>
internal readonly record struct ObjectKey(NodeObject Kind, string Namespace, string Name);
