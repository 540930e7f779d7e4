namespace Tiphys.Api.Core.V1;

/// <summary>A header that is sent along with the HTTP request of a probe or hook.</summary>
[ApiType("io.k8s.api.core.v1.HTTPHeader")]
public sealed partial record HTTPHeader
{
    /// <summary>Name of the header field, canonicalised when sent so that case variants count as the same.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Content of the header field, sent exactly as given.</summary>
    [ApiField("value", 2)]
    public partial string Value { get; init; }
}
