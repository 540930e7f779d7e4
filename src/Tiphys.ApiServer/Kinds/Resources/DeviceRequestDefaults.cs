using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Kinds.Shared;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Defaults of what a claim asks for (pkg/apis/resource/v1/defaults.go).</summary>
internal static class DeviceRequestDefaults
{
    public static ResourceClaimSpec Apply(ResourceClaimSpec spec) => spec with
    {
        Devices = spec.Devices with { Requests = spec.Devices.Requests.Map(Apply) },
    };

    public static ResourceClaimStatus Apply(ResourceClaimStatus status) => status.Allocation is not { } allocation ? status : status with
    {
        Allocation = allocation with
        {
            Devices = allocation.Devices with
            {
                Results = allocation.Devices.Results.Map(result => result with { Tolerations = result.Tolerations.Map(Apply) }),
            },
        },
    };

    private static DeviceRequest Apply(DeviceRequest request) => request with
    {
        Exactly = request.Exactly is { } exact ? Apply(exact) : null,
        FirstAvailable = request.FirstAvailable.Map(Apply),
    };

    private static ExactDeviceRequest Apply(ExactDeviceRequest request)
    {
        var mode = request.AllocationMode.Or(DeviceAllocationMode.ExactCount);
        return request with { AllocationMode = mode, Count = Count(mode, request.Count), Tolerations = request.Tolerations.Map(Apply) };
    }

    private static DeviceSubRequest Apply(DeviceSubRequest request)
    {
        var mode = request.AllocationMode.Or(DeviceAllocationMode.ExactCount);
        return request with { AllocationMode = mode, Count = Count(mode, request.Count), Tolerations = request.Tolerations.Map(Apply) };
    }

    private static long Count(string mode, long count) => mode == DeviceAllocationMode.ExactCount && count == 0 ? 1 : count;

    private static DeviceToleration Apply(DeviceToleration toleration) => toleration with { Operator = toleration.Operator.Or(DeviceTolerationOperator.Equal) };
}
