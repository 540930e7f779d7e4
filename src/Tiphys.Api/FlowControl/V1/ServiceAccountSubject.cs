namespace Tiphys.Api.FlowControl.V1;

/// <summary>Selects requests sent by a service account of a given namespace.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.ServiceAccountSubject")]
public sealed partial record ServiceAccountSubject
{
    /// <summary>Namespace in which the matched service accounts live; required.</summary>
    [ApiField("namespace", 1)]
    public partial string Namespace { get; init; }

    /// <summary>Service account name to match, or an asterisk for all accounts of the namespace.</summary>
    [ApiField("name", 2)]
    public partial string Name { get; init; }
}
