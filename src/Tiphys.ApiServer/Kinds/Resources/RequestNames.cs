using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Names by which the rest of a claim refers to its requests: <c>request</c> or <c>request/subrequest</c>.</summary>
internal sealed class RequestNames
{
    private const string NoSuchName = "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";
    private readonly Dictionary<string, HashSet<string>> _requests = new(StringComparer.Ordinal);

    public RequestNames(DeviceClaim claim)
    {
        foreach (var request in claim.Requests)
        {
            _requests[request.Name] = request.FirstAvailable.Select(sub => sub.Name).ToHashSet(StringComparer.Ordinal);
        }
    }

    public void CheckReferences(ApiList<string> names, FieldErrors errors, FieldPath path) =>
        errors.CheckSet(path, names, DeviceClaimValidation.MaxRequests, (name, at) => CheckReference(name, errors, at), name => name);

    public void CheckReference(string name, FieldErrors errors, FieldPath path)
    {
        var segments = name.Split('/');
        if (segments.Length > 2)
        {
            errors.Invalid(path, name, NoSuchName);
            return;
        }

        foreach (var segment in segments)
        {
            DeviceNames.CheckLabel(segment, errors, path);
        }

        if (!_requests.TryGetValue(segments[0], out var subs) || (segments.Length == 2 && !subs.Contains(segments[1])))
        {
            errors.Invalid(path, name, NoSuchName);
        }
    }
}
