namespace Tiphys.Api.Core.V1;

/// <summary>One container image stored on a node.</summary>
[ApiType("io.k8s.api.core.v1.ContainerImage")]
public sealed partial record ContainerImage
{
    /// <summary>Names of the image, with tags or digests, by which it is known.</summary>
    [ApiField("names", 1, Optional = true)]
    public partial ApiList<string> Names { get; init; }

    /// <summary>Size of the image in bytes.</summary>
    [ApiField("sizeBytes", 2, OmitEmpty = true, Optional = true)]
    public partial long SizeBytes { get; init; }
}
