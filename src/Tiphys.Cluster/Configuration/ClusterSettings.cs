using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tiphys.Client.Files;
using Tiphys.Cluster.Processes;

namespace Tiphys.Cluster.Configuration;

/// <summary>What is decided once for a cluster and holds until its data is deleted.</summary>
public sealed record ClusterSettings
{
    /// <summary>Tells this cluster's links, tables and cgroups from those of others on the machine.</summary>
    public required string Instance { get; init; }

    /// <summary>Name of this machine's node.</summary>
    public required string NodeName { get; init; }

    /// <summary>Addresses of all pods, e.g. 10.244.0.0/16.</summary>
    public required string PodCidr { get; init; }

    /// <summary>Addresses of all Services, e.g. 10.96.0.0/16.</summary>
    public required string ServiceCidr { get; init; }

    /// <summary>Address and port of the API server.</summary>
    public required string Listen { get; init; }

    /// <summary>Port of the kubelet.</summary>
    public required int KubeletPort { get; init; }

    /// <summary>The pod network as addresses.</summary>
    [JsonIgnore]
    public IPNetwork PodNetwork => IPNetwork.Parse(PodCidr);

    /// <summary>The service network as addresses.</summary>
    [JsonIgnore]
    public IPNetwork ServiceNetwork => IPNetwork.Parse(ServiceCidr);

    /// <summary>Where the API server listens.</summary>
    [JsonIgnore]
    public IPEndPoint ListenEndPoint => IPEndPoint.Parse(Listen);

    /// <summary>The settings of a data directory; null when there is no cluster in it.</summary>
    /// <exception cref="ClusterException">The file is damaged.</exception>
    public static ClusterSettings? Find(ClusterDirectory directory)
    {
        if (!File.Exists(directory.Settings))
        {
            return null;
        }

        return Parse(File.ReadAllBytes(directory.Settings), directory.Settings);
    }

    /// <summary>Reads settings.</summary>
    /// <param name="json">Their text.</param>
    /// <param name="source">The file, for the message.</param>
    /// <exception cref="ClusterException">They are damaged.</exception>
    internal static ClusterSettings Parse(byte[] json, string source)
    {
        try
        {
            var settings = JsonSerializer.Deserialize(json, ClusterJson.Default.ClusterSettings) ?? throw new JsonException("it is empty");
            settings.Check();
            return settings;
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw new ClusterException($"{source} is damaged: restore it, or delete the cluster with 'tiphys down --purge'", error);
        }
    }

    /// <summary>The same cluster in another data directory.</summary>
    internal ClusterSettings For(ClusterDirectory directory) => this with { Instance = ClusterPlanner.InstanceOf(directory) };

    /// <summary>Keeps the settings for later starts.</summary>
    public void Save(ClusterDirectory directory) =>
        AtomicFile.Write(directory.Settings, JsonSerializer.SerializeToUtf8Bytes(this, ClusterJson.Default.ClusterSettings));

    // What is kept as text must be readable as what it stands for.
    private void Check()
    {
        _ = PodNetwork;
        _ = ServiceNetwork;
        _ = ListenEndPoint;
    }
}
