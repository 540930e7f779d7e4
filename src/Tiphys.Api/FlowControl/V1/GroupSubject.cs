namespace Tiphys.Api.FlowControl.V1;

/// <summary>Selects requests whose sender belongs to a given group.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.GroupSubject")]
public sealed partial record GroupSubject
{
    /// <summary>Group name to match, or an asterisk to accept every group.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }
}
