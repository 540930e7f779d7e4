namespace Tiphys.Api.Core.V1;

/// <summary>Places the entries of a Secret into a projected volume.</summary>
[ApiType("io.k8s.api.core.v1.SecretProjection")]
public sealed partial record SecretProjection
{
    /// <summary>The fields of LocalObjectReference, which sit beside the others in JSON.</summary>
    [ApiField("", 1)]
    public partial LocalObjectReference LocalObjectReference { get; init; }

    /// <summary>Keys to project and their file paths; when empty every key becomes a file of that name.</summary>
    [ApiField("items", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<KeyToPath> Items { get; init; }

    /// <summary>Lets the pod start even if the Secret or one of the listed keys is missing.</summary>
    [ApiField("optional", 4, OmitEmpty = true, Optional = true)]
    public partial bool? Optional { get; init; }
}
