using Tiphys.Api.FlowControl.V1;
using Tiphys.ApiServer.Hosting;

namespace Tiphys.ApiServer.Kinds.FlowControl;

/// <summary>The objects of priority and fairness that the server cannot do without; it makes them, and nobody may change them.</summary>
internal static class MandatoryObjects
{
    private static readonly Lazy<Dictionary<string, IKubernetesObject>> Objects = new(() => BootstrapObjects.Read()
        .Select(each => each.Value)
        .Where(value => value.Metadata.Name is "exempt" or "catch-all")
        .ToDictionary(value => $"{value.Kind}/{value.Metadata.Name}"));

    /// <summary>What a priority level of that name must be; null when it is free.</summary>
    public static PriorityLevelConfigurationSpec? PriorityLevel(string name) => (Find("PriorityLevelConfiguration", name) as PriorityLevelConfiguration)?.Spec;

    /// <summary>What a flow schema of that name must be; null when it is free.</summary>
    public static FlowSchemaSpec? FlowSchema(string name) => (Find("FlowSchema", name) as FlowSchema)?.Spec;

    private static IKubernetesObject? Find(string kind, string name) => Objects.Value.GetValueOrDefault($"{kind}/{name}");
}
