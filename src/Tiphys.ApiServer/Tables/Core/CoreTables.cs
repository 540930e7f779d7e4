using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Tables.Core;

/// <summary>The small kinds of the core group.</summary>
internal static class CoreTables
{
    public static IEnumerable<KindTable> All =>
    [
        PodTable.Table, ServiceTables.Service, ServiceTables.Endpoints, ServiceTables.EndpointSlice, NodeTable.Table, EventTables.Core, EventTables.Events,
        VolumeTables.PersistentVolume, VolumeTables.PersistentVolumeClaim, Namespace, Secret, ConfigMap, ServiceAccount, LimitRange, ResourceQuota,
        PodTemplate, ComponentStatus,
    ];

    private static KindTable Namespace { get; } = new TableBuilder<Namespace>()
        .Name()
        .Text("Status", "Whether the namespace is in use or going.", value => value.Status.Phase)
        .Age()
        .Build();

    private static KindTable Secret { get; } = new TableBuilder<Secret>()
        .Name()
        .Text("Type", "What the data is for.", secret => secret.Type)
        .Integer("Data", "Number of entries.", secret => secret.Data.Count).Typed("string")
        .Age()
        .Build();

    private static KindTable ConfigMap { get; } = new TableBuilder<ConfigMap>()
        .Name()
        .Integer("Data", "Number of entries.", map => map.Data.Count + map.BinaryData.Count).Typed("string")
        .Age()
        .Build();

    private static KindTable ServiceAccount { get; } = new TableBuilder<ServiceAccount>().Name().Age().Build();

    private static KindTable LimitRange { get; } = new TableBuilder<LimitRange>().Name().CreatedAt().Build();

    private static KindTable ResourceQuota { get; } = new TableBuilder<ResourceQuota>()
        .Name()
        .Text("Request", "Resources used, of those allowed.", quota => Usage(quota.Status, limits: false))
        .Text("Limit", "Limits used, of those allowed.", quota => Usage(quota.Status, limits: true))
        .Age()
        .Build();

    private static KindTable PodTemplate { get; } = new TableBuilder<PodTemplate>()
        .Name()
        .Text("Containers", "Names of the containers of the template.", value => TableText.ContainerNames(value.Template.Spec.Containers))
        .Text("Images", "Images of the containers of the template.", value => TableText.ContainerImages(value.Template.Spec.Containers))
        .Text("Pod Labels", "Labels of the pods of the template.", value => TableText.Labels(value.Template.Metadata.Labels))
        .Build();

    private static KindTable ComponentStatus { get; } = new TableBuilder<ComponentCondition>()
        .Name()
        .Text("Status", "Whether the component is healthy.", condition => condition.Status switch
        {
            "" => "Unknown",
            ConditionStatus.True => "Healthy",
            _ => "Unhealthy",
        })
        .Text("Message", "What the component says of itself.", condition => condition.Message)
        .Text("Error", "Why the component could not be asked.", condition => condition.Error)
        .Build<ComponentStatus>((value, _) => value.Conditions.FirstOrDefault(each => each.Type == "Healthy") ?? Tiphys.Api.Core.V1.ComponentCondition.Empty);

    private static string Usage(ResourceQuotaStatus status, bool limits)
    {
        var names = status.Hard.Keys.Where(name => name.StartsWith("limits.", StringComparison.Ordinal) == limits).Order(StringComparer.Ordinal);
        return string.Join(", ", names.Select(name => $"{name}: {status.Used.GetValueOrDefault(name)}/{status.Hard.GetValueOrDefault(name)}"));
    }
}
