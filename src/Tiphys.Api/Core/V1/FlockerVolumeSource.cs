namespace Tiphys.Api.Core.V1;

/// <summary>Describes a Flocker dataset, identified by either its name or its UUID but not both.</summary>
[ApiType("io.k8s.api.core.v1.FlockerVolumeSource")]
public sealed partial record FlockerVolumeSource
{
    /// <summary>Name of the dataset as stored in its metadata; deprecated in favour of the UUID.</summary>
    [ApiField("datasetName", 1, OmitEmpty = true, Optional = true)]
    public partial string DatasetName { get; init; }

    /// <summary>Unique identifier that Flocker assigned to the dataset.</summary>
    [ApiField("datasetUUID", 2, OmitEmpty = true, Optional = true)]
    public partial string DatasetUUID { get; init; }
}
