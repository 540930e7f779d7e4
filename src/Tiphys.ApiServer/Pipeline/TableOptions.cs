using Microsoft.AspNetCore.Http;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>What a client says of the table that it wants.</summary>
internal static class TableOptions
{
    /// <summary>What rows carry of their objects: Metadata (default), Object or None.</summary>
    /// <exception cref="ApiException">400: something else is asked for.</exception>
    public static string IncludeObject(HttpRequest request)
    {
        var wanted = request.Query["includeObject"].ToString();
        return wanted switch
        {
            "" => "Metadata",
            "Metadata" or "Object" or "None" => wanted,
            _ => throw StatusErrors.BadRequest(
                $"Unable to convert to Table as requested: includeObject: Invalid value: {FieldErrors.Quote(wanted)}: must be 'Metadata', 'Object', 'None', or empty"),
        };
    }
}
