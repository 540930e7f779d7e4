using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.ApiRegistration.V1;

/// <summary>Registers the server of one API group version with the aggregation layer; named version, dot, group.</summary>
[ApiType("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService", Group = "apiregistration.k8s.io", Version = "v1", Kind = "APIService")]
[ApiResource(
    "apiservices",
    Singular = "apiservice",
    Categories = ["api-extensions"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "InPBPD7+PqM=")]
[ApiSubresource("status", "apiregistration.k8s.io/v1", "APIService", Verbs = ["get", "patch", "update"])]
public sealed partial record APIService
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired state of the APIService, set by its author.</summary>
    [ApiField("spec", 2, OmitEmpty = true)]
    public partial APIServiceSpec Spec { get; init; }

    /// <summary>Most recently observed state of the APIService, filled in by the system.</summary>
    [ApiField("status", 3, OmitEmpty = true)]
    public partial APIServiceStatus Status { get; init; }
}
