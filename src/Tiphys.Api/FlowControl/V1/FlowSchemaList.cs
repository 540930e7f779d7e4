using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.FlowControl.V1;

/// <summary>A collection of FlowSchema objects returned by list requests.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.FlowSchemaList", Group = "flowcontrol.apiserver.k8s.io", Version = "v1", Kind = "FlowSchemaList")]
public sealed partial record FlowSchemaList
{
    /// <summary>Standard list metadata, such as the resource version and continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The FlowSchema objects in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<FlowSchema> Items { get; init; }
}
