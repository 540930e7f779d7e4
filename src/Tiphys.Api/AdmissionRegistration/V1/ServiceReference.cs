namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Names the service behind which a webhook runs.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.ServiceReference")]
public sealed partial record ServiceReference
{
    /// <summary>Namespace in which the service is found; required.</summary>
    [ApiField("namespace", 1)]
    public partial string Namespace { get; init; }

    /// <summary>Name of the service; required.</summary>
    [ApiField("name", 2)]
    public partial string Name { get; init; }

    /// <summary>Optional URL path sent along in requests to the service.</summary>
    [ApiField("path", 3, OmitEmpty = true, Optional = true)]
    public partial string? Path { get; init; }

    /// <summary>Service port to contact, from 1 to 65535; defaults to 443.</summary>
    [ApiField("port", 4, OmitEmpty = true, Optional = true)]
    public partial int? Port { get; init; }
}
