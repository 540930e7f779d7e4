namespace Tiphys.Api.Core.V1;

/// <summary>A command executed inside the container, which succeeds when it exits with code zero.</summary>
[ApiType("io.k8s.api.core.v1.ExecAction")]
public sealed partial record ExecAction
{
    /// <summary>Program and arguments, run without a shell in the container's root directory.</summary>
    [ApiField("command", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Command { get; init; }
}
