using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Rules of slices of device pools (pkg/apis/resource/validation); errors come in upstream's order.</summary>
internal static class ResourceSliceValidation
{
    private const int MaxDevices = 128;
    private const int MaxDevicesWithTaintsOrCounters = 64;
    private const int MaxCounterSets = 8;
    private const string OneNodeField = "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required";
    private const string TrueOrUnset = "must be either unset or set to true";
    private static readonly FieldPath Path = FieldPath.Root("spec");

    public static void Check(ResourceSliceSpec spec, ResourceSliceSpec? old, FieldErrors errors)
    {
        CsiNames.CheckDriver(spec.Driver, errors, Path.Child("driver"));
        CheckPool(spec.Pool, errors, Path.Child("pool"));
        if (old is not null)
        {
            errors.CheckImmutable(Path.Child("pool").Child("name"), spec.Pool.Name, old.Pool.Name);
            errors.CheckImmutable(Path.Child("driver"), spec.Driver, old.Driver);
            errors.CheckImmutable(Path.Child("nodeName"), spec.NodeName, old.NodeName, name => name is null ? "null" : FieldErrors.Quote(name));
        }

        CheckNodes(spec, errors);
        if (!spec.SharedCounters.IsDefault && !spec.Devices.IsDefault)
        {
            errors.Invalid(Path, "", "only one of `sharedCounters` or `devices` is allowed");
        }

        var limit = spec.Devices.Any(device => !device.Taints.IsEmpty || !device.ConsumesCounters.IsEmpty) ? MaxDevicesWithTaintsOrCounters : MaxDevices;
        var perDevice = spec.PerDeviceNodeSelection == true;
        errors.CheckSet(
            Path.Child("devices"),
            spec.Devices,
            limit,
            (device, at) => DeviceValidation.Check(device, old?.Devices.FirstOrDefault(each => each.Name == device.Name), perDevice, errors, at),
            device => device.Name);
        errors.CheckSet(Path.Child("sharedCounters"), spec.SharedCounters, MaxCounterSets, (set, at) => CheckCounterSet(set, errors, at), set => set.Name);
    }

    private static void CheckPool(ResourcePool pool, FieldErrors errors, FieldPath path)
    {
        DeviceNames.CheckPool(pool.Name, errors, path.Child("name"));
        if (pool.ResourceSliceCount <= 0)
        {
            errors.Invalid(path.Child("resourceSliceCount"), pool.ResourceSliceCount, "must be greater than zero");
        }

        if (pool.Generation < 0)
        {
            errors.Invalid(path.Child("generation"), pool.Generation, "must be greater than or equal to zero");
        }
    }

    private static void CheckNodes(ResourceSliceSpec spec, FieldErrors errors)
    {
        var set = new List<string>();
        CheckNodeName(spec.NodeName, "must be either unset or set to a non-empty string", set, errors, Path.Child("nodeName"));
        if (spec.NodeSelector is { } selector)
        {
            set.Add("`nodeSelector`");
            PodValidation.CheckNodeSelector(selector, errors, Path.Child("nodeSelector"));
            if (selector.NodeSelectorTerms.Count != 1)
            {
                errors.InvalidValue(
                    Path.Child("nodeSelector").Child("nodeSelectorTerms"), InternalForm.Of(selector.NodeSelectorTerms), "must have exactly one node selector term");
            }
        }

        CheckTrue(spec.AllNodes, "allNodes", set, errors, Path);
        CheckTrue(spec.PerDeviceNodeSelection, "perDeviceNodeSelection", set, errors, Path);
        CheckOne(set, OneNodeField, OneNodeField + ", but multiple fields are set", errors, Path);
    }

    public static void CheckNodeName(string? name, string emptyMessage, List<string> set, FieldErrors errors, FieldPath path)
    {
        if (name is { Length: > 0 })
        {
            set.Add("`nodeName`");
            errors.InvalidFor(path, name, Names.Subdomain(name));
        }
        else if (name is not null)
        {
            errors.Invalid(path, name, emptyMessage);
        }
    }

    public static void CheckTrue(bool? value, string field, List<string> set, FieldErrors errors, FieldPath path)
    {
        if (value == true)
        {
            set.Add($"`{field}`");
        }
        else if (value == false)
        {
            errors.InvalidValue(path.Child(field), "false", TrueOrUnset);
        }
    }

    /// <summary>One of the fields must be set, and no more.</summary>
    public static void CheckOne(List<string> set, string noneMessage, string manyMessage, FieldErrors errors, FieldPath path)
    {
        if (set.Count == 0)
        {
            errors.Required(path, noneMessage);
        }
        else if (set.Count > 1)
        {
            errors.Invalid(path, $"{{{string.Join(", ", set)}}}", manyMessage);
        }
    }

    private static void CheckCounterSet(CounterSet set, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("name"), set.Name, Formats.Dns1123Label);
        DeviceValidation.CheckCounters(set.Counters, errors, path.Child("counters"));
    }
}
