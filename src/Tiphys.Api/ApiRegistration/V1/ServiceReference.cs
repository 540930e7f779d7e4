namespace Tiphys.Api.ApiRegistration.V1;

/// <summary>Names the service that fronts an extension API server.</summary>
[ApiType("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.ServiceReference")]
public sealed partial record ServiceReference
{
    /// <summary>Namespace in which the service is found.</summary>
    [ApiField("namespace", 1, OmitEmpty = true)]
    public partial string Namespace { get; init; }

    /// <summary>Name of the service.</summary>
    [ApiField("name", 2, OmitEmpty = true)]
    public partial string Name { get; init; }

    /// <summary>Service port to contact, from 1 to 65535; defaults to 443.</summary>
    [ApiField("port", 3, OmitEmpty = true, Optional = true)]
    public partial int? Port { get; init; }
}
