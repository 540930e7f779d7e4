namespace Tiphys.Api.Core.V1;

/// <summary>Identity settings for containers on Windows nodes.</summary>
[ApiType("io.k8s.api.core.v1.WindowsSecurityContextOptions")]
public sealed partial record WindowsSecurityContextOptions
{
    /// <summary>Name of the object that stores the group managed service account credential spec.</summary>
    [ApiField("gmsaCredentialSpecName", 1, OmitEmpty = true, Optional = true)]
    public partial string? GMSACredentialSpecName { get; init; }

    /// <summary>Full text of the credential spec, usually filled in by an admission webhook.</summary>
    [ApiField("gmsaCredentialSpec", 2, OmitEmpty = true, Optional = true)]
    public partial string? GMSACredentialSpec { get; init; }

    /// <summary>Windows user that runs the entrypoint; defaults to the user set in the image.</summary>
    [ApiField("runAsUserName", 3, OmitEmpty = true, Optional = true)]
    public partial string? RunAsUserName { get; init; }

    /// <summary>Whether the container runs directly on the host; must agree across the pod and needs hostNetwork.</summary>
    [ApiField("hostProcess", 4, OmitEmpty = true, Optional = true)]
    public partial bool? HostProcess { get; init; }
}
