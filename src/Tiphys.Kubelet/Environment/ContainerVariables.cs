using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.References;
using Tiphys.Kubelet.Volumes;

namespace Tiphys.Kubelet.Environment;

/// <summary>The variables of one container as they are put together.</summary>
internal sealed class ContainerVariables(
    IReferencedObjects references, Pod pod, Container container, PodFacts facts, PodVolumes volumes, IReadOnlyDictionary<string, string> ofServices)
{
    private readonly OrderedDictionary<string, string> _variables = [];

    // One container sees one state of an object, however many of its keys it uses.
    private readonly Dictionary<string, ConfigMap?> _configMaps = [];
    private readonly Dictionary<string, Secret?> _secrets = [];

    private string Namespace => pod.Metadata.Namespace;

    public async Task AddFromAsync(CancellationToken cancellationToken)
    {
        foreach (var from in container.EnvFrom)
        {
            if (from.ConfigMapRef is { } configMap)
            {
                var found = await ConfigMapAsync(configMap.LocalObjectReference.Name, configMap.Optional, cancellationToken);
                Add(from.Prefix, found?.Data.Select(entry => (entry.Key, entry.Value)));
            }
            else if (from.SecretRef is { } secret)
            {
                var found = await SecretAsync(secret.LocalObjectReference.Name, secret.Optional, cancellationToken);
                Add(from.Prefix, found?.Data.Select(entry => (entry.Key, entry.Value.ToUtf8String())));
            }
        }
    }

    public async Task AddVariablesAsync(CancellationToken cancellationToken)
    {
        foreach (var variable in container.Env)
        {
            var value = variable.Value.Length > 0 || variable.ValueFrom is null
                ? Expansion.Expand(variable.Value, Find)
                : await FromAsync(variable.ValueFrom, cancellationToken);
            if (value is not null)
            {
                _variables[variable.Name] = value;
            }
        }
    }

    /// <summary>All variables; those of services only where the container has none of that name.</summary>
    public IReadOnlyDictionary<string, string> WithServices()
    {
        var all = new OrderedDictionary<string, string>(ofServices.Count + _variables.Count);
        foreach (var (name, value) in ofServices.Where(entry => !_variables.ContainsKey(entry.Key)).Concat(_variables))
        {
            all[name] = value;
        }

        return all;
    }

    private string? Find(string name) =>
        _variables.TryGetValue(name, out var own) ? own : ofServices.TryGetValue(name, out var ofService) ? ofService : null;

    private void Add(string prefix, IEnumerable<(string Key, string Value)>? entries)
    {
        foreach (var (key, value) in entries ?? [])
        {
            _variables[prefix + key] = value;
        }
    }

    // Null: optional and not there, so that the variable is left out.
    private async Task<string?> FromAsync(EnvVarSource source, CancellationToken cancellationToken) => source switch
    {
        { FieldRef: { } field } => PodFields.ForVariable(field, pod, facts),
        { ResourceFieldRef: { } resource } => ResourceFields.Value(resource, pod, container, facts.Allocatable),
        { ConfigMapKeyRef: { } key } => await FromConfigMapAsync(key, cancellationToken),
        { SecretKeyRef: { } key } => await FromSecretAsync(key, cancellationToken),
        { FileKeyRef: { } key } => FromFile(key),
        _ => "",
    };

    private async Task<string?> FromConfigMapAsync(ConfigMapKeySelector key, CancellationToken cancellationToken)
    {
        var name = key.LocalObjectReference.Name;
        var found = await ConfigMapAsync(name, key.Optional, cancellationToken);
        if (found is not null && found.Data.TryGetValue(key.Key, out var value))
        {
            return value;
        }

        return key.Optional == true ? null : throw new FormatException($"couldn't find key {key.Key} in ConfigMap {Namespace}/{name}");
    }

    private async Task<string?> FromSecretAsync(SecretKeySelector key, CancellationToken cancellationToken)
    {
        var name = key.LocalObjectReference.Name;
        var found = await SecretAsync(name, key.Optional, cancellationToken);
        if (found is not null && found.Data.TryGetValue(key.Key, out var value))
        {
            return value.ToUtf8String();
        }

        return key.Optional == true ? null : throw new FormatException($"couldn't find key {key.Key} in Secret {Namespace}/{name}");
    }

    private string? FromFile(FileKeySelector key)
    {
        if (!volumes.HostPaths.TryGetValue(key.VolumeName, out var directory))
        {
            throw new FormatException($"cannot find the volume \"{key.VolumeName}\" referenced by FileKeyRef");
        }

        string value;
        try
        {
            using var file = SafePath.OpenFile(directory, key.Path);
            value = EnvironmentFile.Find(new StreamReader(file), key.Key);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new FormatException("couldn't parse env file", error);
        }

        if (value.Length > 0)
        {
            return value;
        }

        return key.Optional == true
            ? null
            : throw new FormatException($"environment variable key \"{key.Key}\" not found in file \"{Path.Combine(directory, key.Path)}\"");
    }

    private async Task<ConfigMap?> ConfigMapAsync(string name, bool? optional, CancellationToken cancellationToken)
    {
        if (!_configMaps.TryGetValue(name, out var found))
        {
            _configMaps[name] = found = await references.FindConfigMapAsync(Namespace, name, cancellationToken);
        }

        return found is null && optional != true ? throw new FormatException($"configmap \"{name}\" not found") : found;
    }

    private async Task<Secret?> SecretAsync(string name, bool? optional, CancellationToken cancellationToken)
    {
        if (!_secrets.TryGetValue(name, out var found))
        {
            _secrets[name] = found = await references.FindSecretAsync(Namespace, name, cancellationToken);
        }

        return found is null && optional != true ? throw new FormatException($"secret \"{name}\" not found") : found;
    }
}
