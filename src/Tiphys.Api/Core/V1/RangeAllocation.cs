using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>Stored record of which numbers or addresses of a range are taken.</summary>
[ApiType("io.k8s.api.core.v1.RangeAllocation", Version = "v1", Kind = "RangeAllocation")]
public sealed partial record RangeAllocation
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Textual form of the range, such as a CIDR or a span of ports.</summary>
    [ApiField("range", 2)]
    public partial string Range { get; init; }

    /// <summary>Bitmap with one bit for each member of the range that is allocated.</summary>
    [ApiField("data", 3)]
    public partial ApiBytes Data { get; init; }
}
