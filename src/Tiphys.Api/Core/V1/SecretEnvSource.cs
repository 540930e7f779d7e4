namespace Tiphys.Api.Core.V1;

/// <summary>Names a Secret whose entries become environment variables of a container.</summary>
[ApiType("io.k8s.api.core.v1.SecretEnvSource")]
public sealed partial record SecretEnvSource
{
    /// <summary>The fields of LocalObjectReference, which sit beside the others in JSON.</summary>
    [ApiField("", 1)]
    public partial LocalObjectReference LocalObjectReference { get; init; }

    /// <summary>When true the container may start although the Secret does not exist.</summary>
    [ApiField("optional", 2, OmitEmpty = true, Optional = true)]
    public partial bool? Optional { get; init; }
}
