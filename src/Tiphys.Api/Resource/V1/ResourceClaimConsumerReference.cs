namespace Tiphys.Api.Resource.V1;

/// <summary>Identifies an object in the claim's namespace that uses the claim, usually a pod.</summary>
[ApiType("io.k8s.api.resource.v1.ResourceClaimConsumerReference")]
public sealed partial record ResourceClaimConsumerReference
{
    /// <summary>API group of the consumer; empty for the core group.</summary>
    [ApiField("apiGroup", 1, OmitEmpty = true, Optional = true)]
    public partial string APIGroup { get; init; }

    /// <summary>Plural resource name of the consumer, such as pods.</summary>
    [ApiField("resource", 3)]
    public partial string Resource { get; init; }

    /// <summary>Name of the consumer object.</summary>
    [ApiField("name", 4)]
    public partial string Name { get; init; }

    /// <summary>Unique identifier of exactly one incarnation of the consumer.</summary>
    [ApiField("uid", 5, TypeName = "types.UID")]
    public partial string UID { get; init; }
}
