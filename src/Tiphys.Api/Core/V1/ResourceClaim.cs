namespace Tiphys.Api.Core.V1;

/// <summary>Refers to an entry of the pod's resource claims that a container uses.</summary>
[ApiType("io.k8s.api.core.v1.ResourceClaim")]
public sealed partial record ResourceClaim
{
    /// <summary>Name of the entry in the pod's list of resource claims.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Single request within the claim to make available; when empty everything in the claim is.</summary>
    [ApiField("request", 2, OmitEmpty = true, Optional = true)]
    public partial string Request { get; init; }
}
