using System.Text.Json.Serialization;
using Tiphys.Cluster.Processes;

namespace Tiphys.Cluster.Configuration;

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClusterSettings))]
[JsonSerializable(typeof(ServerProcess))]
internal sealed partial class ClusterJson : JsonSerializerContext;
