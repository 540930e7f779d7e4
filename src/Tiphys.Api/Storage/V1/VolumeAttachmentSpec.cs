namespace Tiphys.Api.Storage.V1;

/// <summary>Desired attachment, naming the volume, the node and the driver that carries it out.</summary>
[ApiType("io.k8s.api.storage.v1.VolumeAttachmentSpec")]
public sealed partial record VolumeAttachmentSpec
{
    /// <summary>Name of the volume driver that must perform the attach and detach operations.</summary>
    [ApiField("attacher", 1)]
    public partial string Attacher { get; init; }

    /// <summary>The volume that is to be attached.</summary>
    [ApiField("source", 2)]
    public partial VolumeAttachmentSource Source { get; init; }

    /// <summary>Name of the node to which the volume is to be attached.</summary>
    [ApiField("nodeName", 3)]
    public partial string NodeName { get; init; }
}
