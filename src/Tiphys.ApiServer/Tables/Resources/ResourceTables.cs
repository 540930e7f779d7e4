using Tiphys.Api.Resource.V1;

namespace Tiphys.ApiServer.Tables.Resources;

/// <summary>Kinds of resource.k8s.io.</summary>
internal static class ResourceTables
{
    public static IEnumerable<KindTable> All => [DeviceClass, ResourceClaim, ResourceClaimTemplate, ResourceSlice];

    private static KindTable DeviceClass { get; } = new TableBuilder<DeviceClass>().Name().Age().Build();

    private static KindTable ResourceClaim { get; } = new TableBuilder<ResourceClaim>()
        .Name()
        .Text("State", "Whether the claim has its devices, and whether they are in use.", State)
        .Age()
        .Build();

    private static KindTable ResourceClaimTemplate { get; } = new TableBuilder<ResourceClaimTemplate>().Name().Age().Build();

    private static KindTable ResourceSlice { get; } = new TableBuilder<ResourceSlice>()
        .Name()
        .Text("Node", "Node that has the devices.", value => value.Spec.NodeName ?? "")
        .Text("Driver", "Driver of the devices.", value => value.Spec.Driver)
        .Text("Pool", "Pool that the slice is part of.", value => value.Spec.Pool.Name)
        .Age()
        .Build();

    private static string State(ResourceClaim claim)
    {
        var deleted = claim.Metadata.DeletionTimestamp is not null;
        var states = new List<string>();
        if (deleted)
        {
            states.Add("deleted");
        }

        if (claim.Status.Allocation is not null)
        {
            states.Add(claim.Status.ReservedFor.IsEmpty ? "allocated" : "allocated,reserved");
        }
        else if (!deleted)
        {
            states.Add("pending");
        }

        return string.Join(',', states);
    }
}
