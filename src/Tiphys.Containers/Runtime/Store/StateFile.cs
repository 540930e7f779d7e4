using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tiphys.Containers.Store;

/// <summary>Small JSON files that are replaced whole.</summary>
/// <remarks>
/// Not flushed to the disk: they describe processes and mounts, which do not outlive the kernel that a power cut takes
/// down. What a power cut leaves half-written reads as absent.
/// </remarks>
internal static class StateFile
{
    public static void Write<T>(string path, T value, JsonTypeInfo<T> type)
    {
        var temporary = path + ".tmp";
        using (var file = File.Create(temporary))
            JsonSerializer.Serialize(file, value, type);
        File.Move(temporary, path, overwrite: true);
    }

    public static T? TryRead<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
        }
        catch (Exception exception) when (exception is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
