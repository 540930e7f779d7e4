namespace Tiphys.Api.ApiRegistration.V1;

/// <summary>Desired registration of one API group version and where to find its server.</summary>
[ApiType("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceSpec")]
public sealed partial record APIServiceSpec
{
    /// <summary>Service of the extension server; unset means the version is served locally.</summary>
    [ApiField("service", 1, OmitEmpty = true, Optional = true)]
    public partial ServiceReference? Service { get; init; }

    /// <summary>Name of the API group being registered.</summary>
    [ApiField("group", 2, OmitEmpty = true)]
    public partial string Group { get; init; }

    /// <summary>Version of the API group being registered, such as v1.</summary>
    [ApiField("version", 3, OmitEmpty = true)]
    public partial string Version { get; init; }

    /// <summary>Disables verification of the server certificate; strongly discouraged and false by default.</summary>
    [ApiField("insecureSkipTLSVerify", 4, OmitEmpty = true)]
    public partial bool InsecureSkipTLSVerify { get; init; }

    /// <summary>PEM certificates used to verify the extension server; unset means the system roots.</summary>
    [ApiField("caBundle", 5, OmitEmpty = true, Optional = true)]
    public partial ApiBytes CABundle { get; init; }

    /// <summary>Minimum priority of the group in discovery order, from 1 to 20000, with higher values first.</summary>
    [ApiField("groupPriorityMinimum", 7)]
    public partial int GroupPriorityMinimum { get; init; }

    /// <summary>Order of this version within its group, from 1 to 1000, with higher values first.</summary>
    [ApiField("versionPriority", 8)]
    public partial int VersionPriority { get; init; }
}
