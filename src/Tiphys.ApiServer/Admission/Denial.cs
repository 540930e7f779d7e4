using Tiphys.Api.Errors;

namespace Tiphys.ApiServer.Admission;

/// <summary>How admission says no.</summary>
internal static class Denial
{
    /// <summary>403 for the object of the request, by its name or the prefix from which one will be made.</summary>
    public static ApiException Of(AdmissionRequest request, IKubernetesObject? value, string why)
    {
        var name = request.Name.Length > 0 ? request.Name
            : value is null ? "Unknown"
            : value.Metadata.Name.Length > 0 ? value.Metadata.Name
            : value.Metadata.GenerateName.Length > 0 ? value.Metadata.GenerateName
            : "Unknown";
        return StatusErrors.Forbidden(request.Resource.Group, request.Resource.Plural, name, why);
    }
}
