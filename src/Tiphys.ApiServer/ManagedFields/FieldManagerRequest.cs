using Tiphys.Api;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>Who writes an object, and how.</summary>
/// <param name="Manager">Name of the field manager: the parameter <c>fieldManager</c>, else the start of the user agent.</param>
/// <param name="ApiVersion">Group and version of the request, for example <c>apps/v1</c>.</param>
/// <param name="Subresource">Subresource of the request, empty for the object itself.</param>
/// <param name="Time">The current second.</param>
internal sealed record FieldManagerRequest(string Manager, string ApiVersion, string Subresource, Time Time)
{
    /// <summary>Fields that a request of this kind cannot write, and thus nobody comes to own by it; null for none.</summary>
    public FieldSet? ResetFields { get; init; }
}
