namespace Tiphys.Api.Meta.V1;

/// <summary>A version of an API group, in combined and in short form.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.GroupVersionForDiscovery")]
public sealed partial record GroupVersionForDiscovery
{
    /// <summary>Group and version joined by a slash, such as apps/v1.</summary>
    [ApiField("groupVersion", 1)]
    public partial string GroupVersion { get; init; }

    /// <summary>Version part alone, such as v1.</summary>
    [ApiField("version", 2)]
    public partial string Version { get; init; }
}
