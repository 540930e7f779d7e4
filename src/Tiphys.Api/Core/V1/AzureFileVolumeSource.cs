namespace Tiphys.Api.Core.V1;

/// <summary>Describes an Azure Files share that is mounted into a pod over SMB.</summary>
[ApiType("io.k8s.api.core.v1.AzureFileVolumeSource")]
public sealed partial record AzureFileVolumeSource
{
    /// <summary>Secret in the pod's namespace that holds the storage account name and key.</summary>
    [ApiField("secretName", 1)]
    public partial string SecretName { get; init; }

    /// <summary>Name of the file share within the Azure storage account.</summary>
    [ApiField("shareName", 2)]
    public partial string ShareName { get; init; }

    /// <summary>Mounts the share without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 3, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }
}
