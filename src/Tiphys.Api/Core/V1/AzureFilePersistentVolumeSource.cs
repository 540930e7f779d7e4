namespace Tiphys.Api.Core.V1;

/// <summary>Describes an Azure Files share that backs a PersistentVolume.</summary>
[ApiType("io.k8s.api.core.v1.AzureFilePersistentVolumeSource")]
public sealed partial record AzureFilePersistentVolumeSource
{
    /// <summary>Name of the Secret that holds the storage account name and key.</summary>
    [ApiField("secretName", 1)]
    public partial string SecretName { get; init; }

    /// <summary>Name of the file share within the Azure storage account.</summary>
    [ApiField("shareName", 2)]
    public partial string ShareName { get; init; }

    /// <summary>Mounts the share without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 3, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }

    /// <summary>Namespace of the credentials Secret; when unset the namespace of the bound claim is used.</summary>
    [ApiField("secretNamespace", 4, Optional = true)]
    public partial string? SecretNamespace { get; init; }
}
