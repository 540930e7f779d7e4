using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Rules of what a claim asks for (pkg/apis/resource/validation); errors come in upstream's order.</summary>
internal static class DeviceClaimValidation
{
    /// <summary>Most requests in a claim, and most results of them.</summary>
    public const int MaxRequests = 32;

    private const int MaxConstraints = 32;
    private const int MaxConfigs = 32;
    private const int MaxSubRequests = 8;
    private const string OneOfTwo = "exactly one of `exactly` or `firstAvailable` is required";

    public static void Check(DeviceClaim claim, FieldErrors errors, FieldPath path)
    {
        var names = new RequestNames(claim);
        errors.CheckSet(path.Child("requests"), claim.Requests, MaxRequests, (request, at) => CheckRequest(request, errors, at), request => request.Name);
        errors.CheckItems(path.Child("constraints"), claim.Constraints, MaxConstraints, (constraint, at) => CheckConstraint(constraint, names, errors, at));
        errors.CheckItems(path.Child("config"), claim.Config, MaxConfigs, (config, at) =>
        {
            names.CheckReferences(config.Requests, errors, at.Child("requests"));
            DeviceConfigurations.Check(config.DeviceConfiguration, false, errors, at);
        });
    }

    private static void CheckRequest(DeviceRequest request, FieldErrors errors, FieldPath path)
    {
        DeviceNames.CheckLabel(request.Name, errors, path.Child("name"));
        switch (request.Exactly, request.FirstAvailable.IsEmpty)
        {
            case (null, true):
                errors.Required(path, OneOfTwo);
                break;
            case (not null, false):
                errors.InvalidValue(path, "null", OneOfTwo + ", but multiple fields are set");
                break;
            case (null, false):
                errors.CheckSet(
                    path.Child("firstAvailable"), request.FirstAvailable, MaxSubRequests, (sub, at) => CheckSubRequest(sub, errors, at), sub => sub.Name);
                break;
            case ({ } exact, true):
                CheckExact(exact, errors, path.Child("exactly"));
                break;
        }
    }

    private static void CheckSubRequest(DeviceSubRequest request, FieldErrors errors, FieldPath path)
    {
        DeviceNames.CheckLabel(request.Name, errors, path.Child("name"));
        errors.CheckRequired(path.Child("deviceClassName"), request.DeviceClassName, Formats.Dns1123Subdomain);
        DeviceSelectors.Check(request.Selectors, errors, path.Child("selectors"));
        CheckAllocation(request.AllocationMode, request.Count, errors, path);
        DeviceTaints.CheckTolerations(request.Tolerations, errors, path.Child("tolerations"));
    }

    private static void CheckExact(ExactDeviceRequest request, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("deviceClassName"), request.DeviceClassName, Formats.Dns1123Subdomain);
        DeviceSelectors.Check(request.Selectors, errors, path.Child("selectors"));
        CheckAllocation(request.AllocationMode, request.Count, errors, path);
        DeviceTaints.CheckTolerations(request.Tolerations, errors, path.Child("tolerations"));
    }

    private static void CheckAllocation(string mode, long count, FieldErrors errors, FieldPath path)
    {
        switch (mode)
        {
            case DeviceAllocationMode.All when count != 0:
                errors.Invalid(path.Child("count"), count, $"must not be specified when allocationMode is '{mode}'");
                break;
            case DeviceAllocationMode.ExactCount when count <= 0:
                errors.Invalid(path.Child("count"), count, "must be greater than zero");
                break;
            case DeviceAllocationMode.All or DeviceAllocationMode.ExactCount:
                break;
            default:
                errors.NotSupported(path.Child("allocationMode"), mode, DeviceAllocationMode.All, DeviceAllocationMode.ExactCount);
                break;
        }
    }

    private static void CheckConstraint(DeviceConstraint constraint, RequestNames names, FieldErrors errors, FieldPath path)
    {
        names.CheckReferences(constraint.Requests, errors, path.Child("requests"));
        if (constraint.MatchAttribute is { } match)
        {
            DeviceNames.CheckFullyQualified(match, errors, path.Child("matchAttribute"));
        }
        else if (constraint.DistinctAttribute is { } distinct)
        {
            DeviceNames.CheckFullyQualified(distinct, errors, path.Child("distinctAttribute"));
        }
        else
        {
            errors.Required(path, "exactly one of \"matchAttribute\" or \"distinctAttribute\" is required, but multiple fields are set");
        }
    }
}
