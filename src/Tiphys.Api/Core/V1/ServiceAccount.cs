using Tiphys.Api.Meta.V1;
using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>An identity that processes in pods use towards the API server.</summary>
[ApiType("io.k8s.api.core.v1.ServiceAccount", Version = "v1", Kind = "ServiceAccount")]
[ApiResource(
    "serviceaccounts",
    Singular = "serviceaccount",
    Namespaced = true,
    ShortNames = ["sa"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "pbx9ZvyFpBE=")]
[ApiSubresource("token", "authentication.k8s.io/v1", "TokenRequest", Verbs = ["create"])]
public sealed partial record ServiceAccount
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Secrets of the same namespace that pods with this account may use; largely a legacy field.</summary>
    [ApiField("secrets", 2, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge", PatchMergeKey = "name")]
    public partial ApiList<ObjectReference> Secrets { get; init; }

    /// <summary>Registry credentials that are added to pods which use this account.</summary>
    [ApiField("imagePullSecrets", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<LocalObjectReference> ImagePullSecrets { get; init; }

    /// <summary>Whether pods get an API token mounted; a pod can decide otherwise for itself.</summary>
    [ApiField("automountServiceAccountToken", 4, OmitEmpty = true, Optional = true)]
    public partial bool? AutomountServiceAccountToken { get; init; }
}
