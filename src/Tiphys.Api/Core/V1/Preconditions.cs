namespace Tiphys.Api.Core.V1;

/// <summary>Checks that must pass before an update or delete is carried out.</summary>
[ApiType("io.k8s.api.core.v1.Preconditions")]
public sealed partial record Preconditions
{
    /// <summary>UID the object must have for the operation to go ahead.</summary>
    [ApiField("uid", 1, OmitEmpty = true, Optional = true, TypeName = "types.UID")]
    public partial string? UID { get; init; }
}
