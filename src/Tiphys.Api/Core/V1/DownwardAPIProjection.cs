namespace Tiphys.Api.Core.V1;

/// <summary>Adds files with facts about the pod to a projected volume.</summary>
[ApiType("io.k8s.api.core.v1.DownwardAPIProjection")]
public sealed partial record DownwardAPIProjection
{
    /// <summary>Files to create and the facts that each one holds.</summary>
    [ApiField("items", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<DownwardAPIVolumeFile> Items { get; init; }
}
