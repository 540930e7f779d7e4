using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Networking;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Rules of the status of a claim (pkg/apis/resource/validation); errors come in upstream's order.</summary>
internal static class ClaimStatusValidation
{
    private const int MaxConsumers = 256;
    private const int MaxConfigs = 64;
    private const int MaxConditions = 8;
    private const int MaxDataBytes = 10 * 1024;
    private const int MaxIPs = 16;
    private const int MaxInterfaceNameBytes = 256;
    private const int MaxHardwareAddressBytes = 128;
    private static readonly FieldPath Path = FieldPath.Root("status");

    public static void Check(ResourceClaim claim, ResourceClaim old, FieldErrors errors)
    {
        var (status, before) = (claim.Status, old.Status);
        errors.CheckSet(Path.Child("reservedFor"), status.ReservedFor, MaxConsumers, (consumer, at) => CheckConsumer(consumer, errors, at), consumer => consumer.UID);
        var allocated = AllocatedDevice.Of(status.Allocation);
        errors.CheckSet(
            Path.Child("devices"),
            status.Devices,
            int.MaxValue,
            (device, at) => CheckDevice(device, allocated, errors, at),
            device => AllocatedDevice.Of(device).ToString(),
            shown => shown);
        CheckReservation(claim, before, errors, Path.Child("reservedFor"));
        if (status.Allocation is { } allocation)
        {
            CheckAllocation(allocation, before.Allocation, new(claim.Spec.Devices), errors, Path.Child("allocation"));
        }
    }

    private static void CheckConsumer(ResourceClaimConsumerReference consumer, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("resource"), consumer.Resource);
        errors.CheckRequired(path.Child("name"), consumer.Name);
        errors.CheckRequired(path.Child("uid"), consumer.UID);
    }

    // Consumers may leave a claim that is being deleted, none may come.
    private static void CheckReservation(ResourceClaim claim, ResourceClaimStatus before, FieldErrors errors, FieldPath path)
    {
        if (claim.Status.ReservedFor.IsEmpty)
        {
            return;
        }

        if (claim.Status.Allocation is null)
        {
            errors.Forbidden(path, "may not be specified when `allocated` is not set");
        }
        else if (claim.Metadata.DeletionTimestamp is not null && claim.Status.ReservedFor.Except(before.ReservedFor).Any())
        {
            errors.Forbidden(path, "new entries may not be added while `deallocationRequested` or `deletionTimestamp` are set");
        }
    }

    private static void CheckDevice(AllocatedDeviceStatus device, HashSet<AllocatedDevice> allocated, FieldErrors errors, FieldPath path)
    {
        CsiNames.CheckDriver(device.Driver, errors, path.Child("driver"));
        DeviceNames.CheckPool(device.Pool, errors, path.Child("pool"));
        DeviceNames.CheckLabel(device.Device, errors, path.Child("device"));
        if (device.ShareID is { } share)
        {
            ShareIds.Check(share, errors, path.Child("shareID"));
        }

        if (!allocated.Contains(AllocatedDevice.Of(device)))
        {
            errors.InvalidValue(path, AllocatedDevice.Of(device).ToString(), "must be an allocated device in the claim");
        }

        if (device.Conditions.Count > MaxConditions)
        {
            errors.TooMany(path.Child("conditions"), device.Conditions.Count, MaxConditions);
        }

        ConditionValidation.Validate(device.Conditions, errors, path.Child("conditions"));
        if (device.Data is { IsDefault: false } data && !data.Utf8.IsEmpty)
        {
            DeviceConfigurations.CheckJson(data, MaxDataBytes, errors, path.Child("data"));
        }

        if (device.NetworkData is { } network)
        {
            CheckNetwork(network, errors, path.Child("networkData"));
        }
    }

    private static void CheckNetwork(NetworkDeviceData network, FieldErrors errors, FieldPath path)
    {
        if (Formats.Length(network.InterfaceName) > MaxInterfaceNameBytes)
        {
            errors.TooLong(path.Child("interfaceName"), MaxInterfaceNameBytes);
        }

        if (Formats.Length(network.HardwareAddress) > MaxHardwareAddressBytes)
        {
            errors.TooLong(path.Child("hardwareAddress"), MaxHardwareAddressBytes);
        }

        errors.CheckSet(path.Child("ips"), network.IPs, MaxIPs, (address, at) => CanonicalAddresses.CheckInterface(address, errors, at), address => address);
    }

    // An allocation is checked when it is made and may not change until it is taken away.
    private static void CheckAllocation(AllocationResult allocation, AllocationResult? before, RequestNames names, FieldErrors errors, FieldPath path)
    {
        if (before is not null)
        {
            errors.CheckImmutable(path, allocation, before, InternalForm.Of);
            return;
        }

        var devices = path.Child("devices");
        errors.CheckItems(
            devices.Child("results"), allocation.Devices.Results, DeviceClaimValidation.MaxRequests, (result, at) => CheckResult(result, names, errors, at));
        errors.CheckItems(devices.Child("config"), allocation.Devices.Config, MaxConfigs, (config, at) =>
        {
            errors.CheckRequiredAndSupported(at.Child("source"), config.Source, AllocationConfigSource.FromClaim, AllocationConfigSource.FromClass);
            names.CheckReferences(config.Requests, errors, at.Child("requests"));
            DeviceConfigurations.Check(config.DeviceConfiguration, false, errors, at);
        });
        if (allocation.NodeSelector is { } selector)
        {
            PodValidation.CheckNodeSelector(selector, errors, path.Child("nodeSelector"));
        }
    }

    private static void CheckResult(DeviceRequestAllocationResult result, RequestNames names, FieldErrors errors, FieldPath path)
    {
        names.CheckReference(result.Request, errors, path.Child("request"));
        CsiNames.CheckDriver(result.Driver, errors, path.Child("driver"));
        DeviceNames.CheckPool(result.Pool, errors, path.Child("pool"));
        DeviceNames.CheckLabel(result.Device, errors, path.Child("device"));
        BindingConditions.Check(result.BindingConditions, result.BindingFailureConditions, errors, path);
        if (result.ShareID is { } share)
        {
            ShareIds.Check(share, errors, path.Child("shareID"));
        }
    }
}
