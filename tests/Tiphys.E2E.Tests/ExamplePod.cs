using System.Text.Json;

namespace Tiphys.E2E.Tests;

/// <summary>What tests look at in a pod of the example.</summary>
internal sealed record ExamplePod(string Name, string Uid, string Image, bool Ready, int Restarts, string ContainerId)
{
    /// <summary>The pods of a list that are not being deleted.</summary>
    public static List<ExamplePod> Read(JsonElement list) =>
        [.. list.GetProperty("items").EnumerateArray().Where(pod => !pod.GetProperty("metadata").TryGetProperty("deletionTimestamp", out _)).Select(Of)];

    private static ExamplePod Of(JsonElement pod)
    {
        var metadata = pod.GetProperty("metadata");
        var image = pod.GetProperty("spec").GetProperty("containers")[0].GetProperty("image").GetString()!;
        var (name, uid) = (metadata.GetProperty("name").GetString()!, metadata.GetProperty("uid").GetString()!);
        if (!pod.GetProperty("status").TryGetProperty("containerStatuses", out var containers))
        {
            return new ExamplePod(name, uid, image, false, 0, "");
        }

        var container = containers[0];
        var id = container.TryGetProperty("containerID", out var known) ? known.GetString()! : "";
        return new ExamplePod(name, uid, image, container.GetProperty("ready").GetBoolean(), container.GetProperty("restartCount").GetInt32(), id);
    }
}
