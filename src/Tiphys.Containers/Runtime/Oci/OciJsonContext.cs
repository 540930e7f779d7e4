using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tiphys.Containers.Oci;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OciSpec))]
[JsonSerializable(typeof(OciProcess))]
[JsonSerializable(typeof(SeccompProfile))]
internal sealed partial class OciJsonContext : JsonSerializerContext;
