namespace Tiphys.Api.FlowControl.V1;

/// <summary>Selects requests made by one particular user, or by any user.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.UserSubject")]
public sealed partial record UserSubject
{
    /// <summary>User name to match, or an asterisk to accept every user.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }
}
