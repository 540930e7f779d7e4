using System.Runtime.InteropServices;
using System.Text.Json;
using Tiphys.Api.FlowControl.V1;
using Tiphys.Api.Json;

namespace Tiphys.ApiServer.Hosting;

/// <summary>
/// Objects beside roles that upstream's server makes sure of when it starts: the levels and schemas of priority and fairness.
/// </summary>
internal static class BootstrapObjects
{
    /// <summary>Reads them all, with the name of the manager that makes them.</summary>
    public static IReadOnlyList<(IKubernetesObject Value, string Manager)> Read()
    {
        using var stream = typeof(BootstrapObjects).Assembly.GetManifestResourceStream("bootstrap-objects.json")
            ?? throw new InvalidOperationException("the objects of the start are not in the program");
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    private static (IKubernetesObject Value, string Manager) Read(JsonElement element)
    {
        const string FairnessManager = "api-priority-and-fairness-config-producer-v1";
        var json = JsonMarshal.GetRawUtf8Value(element);
        return element.GetProperty("kind").GetString() switch
        {
            "FlowSchema" => (ApiJson.Read<FlowSchema>(json), FairnessManager),
            _ => (ApiJson.Read<PriorityLevelConfiguration>(json), FairnessManager),
        };
    }
}
