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
    /// <summary>The manager that makes them.</summary>
    public const string FairnessManager = "api-priority-and-fairness-config-producer-v1";

    private static readonly IReadOnlyList<IKubernetesObject> All = ReadAll();

    /// <summary>The priority levels.</summary>
    public static IReadOnlyList<PriorityLevelConfiguration> Levels { get; } = [.. All.OfType<PriorityLevelConfiguration>()];

    /// <summary>The flow schemas.</summary>
    public static IReadOnlyList<FlowSchema> Schemas { get; } = [.. All.OfType<FlowSchema>()];

    /// <summary>All of them, with the name of the manager that makes them.</summary>
    public static IEnumerable<(IKubernetesObject Value, string Manager)> Read() => All.Select(value => (value, FairnessManager));

    private static IReadOnlyList<IKubernetesObject> ReadAll()
    {
        using var stream = typeof(BootstrapObjects).Assembly.GetManifestResourceStream("bootstrap-objects.json")
            ?? throw new InvalidOperationException("the objects of the start are not in the program");
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    private static IKubernetesObject Read(JsonElement element)
    {
        var json = JsonMarshal.GetRawUtf8Value(element);
        return element.GetProperty("kind").GetString() switch
        {
            "FlowSchema" => ApiJson.Read<FlowSchema>(json),
            _ => ApiJson.Read<PriorityLevelConfiguration>(json),
        };
    }
}
