using Tiphys.Api.Storage.V1;

namespace Tiphys.ApiServer.Tables.Storage;

/// <summary>Kinds of storage.k8s.io.</summary>
internal static class StorageTables
{
    public static IEnumerable<KindTable> All =>
        [StorageClass, VolumeAttributesClass, VolumeAttachment, CSINode, CSIDriver, CSIStorageCapacity];

    private static KindTable StorageClass { get; } = new TableBuilder<StorageClass>()
        .Name((value, metadata) => IsDefault(value) ? metadata.Name + " (default)" : metadata.Name)
        .Text("Provisioner", "What makes the volumes.", value => value.Provisioner)
        .Text("ReclaimPolicy", "What becomes of volumes when their claim is gone.", value => value.ReclaimPolicy ?? "Delete")
        .Text("VolumeBindingMode", "When volumes are made and bound.", value => value.VolumeBindingMode ?? VolumeBindingMode.Immediate)
        .Boolean("AllowVolumeExpansion", "Whether volumes can grow.", value => value.AllowVolumeExpansion ?? false).Typed("string")
        .Age()
        .Build();

    private static KindTable VolumeAttributesClass { get; } = new TableBuilder<VolumeAttributesClass>()
        .Name()
        .Text("DriverName", "CSI driver of the volumes.", value => value.DriverName)
        .Age()
        .Build();

    private static KindTable VolumeAttachment { get; } = new TableBuilder<VolumeAttachment>()
        .Name()
        .Text("Attacher", "CSI driver that attaches the volume.", value => value.Spec.Attacher, format: "name")
        .Text("PV", "The volume.", value => value.Spec.Source.PersistentVolumeName ?? "")
        .Text("Node", "The node.", value => value.Spec.NodeName)
        .Boolean("Attached", "Whether the volume is attached.", value => value.Status.Attached)
        .Age()
        .Build();

    private static KindTable CSINode { get; } = new TableBuilder<CSINode>()
        .Name()
        .Integer("Drivers", "Number of CSI drivers on the node.", value => value.Spec.Drivers.Count)
        .Age()
        .Build();

    private static KindTable CSIDriver { get; } = new TableBuilder<CSIDriver>()
        .Name()
        .Boolean("AttachRequired", "Whether volumes must be attached before they are mounted.", value => value.Spec.AttachRequired ?? true)
        .Boolean("PodInfoOnMount", "Whether the driver is told of the pod.", value => value.Spec.PodInfoOnMount ?? false)
        .Boolean("StorageCapacity", "Whether the driver tells how much room it has.", value => value.Spec.StorageCapacity ?? false)
        .Text("TokenRequests", "Audiences of the tokens that the driver gets.", value =>
            value.Spec.TokenRequests.IsDefault ? TableText.Unset : string.Join(',', value.Spec.TokenRequests.Select(token => token.Audience)))
        .Boolean("RequiresRepublish", "Whether mounted volumes are published again from time to time.", value => value.Spec.RequiresRepublish ?? false)
        .Text("Modes", "Lives that the driver's volumes can have.", value => TableText.OrNone(string.Join(',', value.Spec.VolumeLifecycleModes)))
        .Age()
        .Build();

    private static KindTable CSIStorageCapacity { get; } = new TableBuilder<CSIStorageCapacity>().Name().CreatedAt().Build();

    private static bool IsDefault(StorageClass value) =>
        value.Metadata.Annotations.GetValueOrDefault("storageclass.kubernetes.io/is-default-class") == "true"
        || value.Metadata.Annotations.GetValueOrDefault("storageclass.beta.kubernetes.io/is-default-class") == "true";
}
