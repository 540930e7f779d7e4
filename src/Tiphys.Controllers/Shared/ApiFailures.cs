using Tiphys.Api.Errors;

namespace Tiphys.Controllers.Shared;

internal static class ApiFailures
{
    /// <summary>True when a creation failed because its namespace goes away: then nothing needs to be done.</summary>
    public static bool IsNamespaceTerminating(this ApiException error) =>
        error.Status.Details?.Causes.Any(cause => cause.Type == "NamespaceTerminating") == true;
}
