using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Authentication.V1;

/// <summary>A request for a fresh, time-limited token of a service account.</summary>
[ApiType("io.k8s.api.authentication.v1.TokenRequest", Group = "authentication.k8s.io", Version = "v1", Kind = "TokenRequest")]
public sealed partial record TokenRequest
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The audiences, lifetime and binding wanted for the token.</summary>
    [ApiField("spec", 2, Optional = true)]
    public partial TokenRequestSpec Spec { get; init; }

    /// <summary>The issued token together with its expiry, filled in by the server.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial TokenRequestStatus Status { get; init; }
}
