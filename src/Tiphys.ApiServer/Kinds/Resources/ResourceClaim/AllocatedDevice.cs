using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Names a device, or a share of one, in all pools.</summary>
internal readonly record struct AllocatedDevice(string Driver, string Pool, string Device, string ShareId)
{
    public static AllocatedDevice Of(AllocatedDeviceStatus device) => new(device.Driver, device.Pool, device.Device, device.ShareID ?? "");

    public static HashSet<AllocatedDevice> Of(AllocationResult? allocation) =>
        (allocation?.Devices.Results ?? []).Select(result => new AllocatedDevice(result.Driver, result.Pool, result.Device, result.ShareID ?? "")).ToHashSet();

    /// <summary>As messages show it.</summary>
    public override string ToString() =>
        $"{{\"Driver\":{FieldErrors.Quote(Driver)},\"Pool\":{FieldErrors.Quote(Pool)},\"Device\":{FieldErrors.Quote(Device)},\"ShareID\":{FieldErrors.Quote(ShareId)}}}";
}
