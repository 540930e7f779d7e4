using System.Globalization;
using System.Text.RegularExpressions;
using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Rules of a device (pkg/apis/resource/validation); errors come in upstream's order.</summary>
internal static partial class DeviceValidation
{
    private const int MaxAttributesAndCapacities = 32;
    private const int MaxAttributeValues = 48;
    private const int MaxValueLength = 64;
    private const int MaxTaints = 16;
    private const int MaxConsumptions = 2;
    private const int MaxCounters = 32;
    private const int LabelLength = 63;
    private const string OneValue = "exactly one value must be specified";
    private const string OneNodeField =
        "exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the ResourceSlice spec";

    public static void Check(Device device, Device? old, bool hasOwnNodes, FieldErrors errors, FieldPath path)
    {
        DeviceNames.CheckLabel(device.Name, errors, path.Child("name"));
        CheckSizes(device, errors, path);
        errors.CheckEntries(
            path.Child("attributes"),
            device.Attributes,
            int.MaxValue,
            DeviceNames.MaxQualifiedNameLength,
            (name, at) => DeviceNames.CheckQualified(name, errors, at),
            (attribute, at) => CheckAttribute(attribute, errors, at));
        errors.CheckEntries(
            path.Child("capacity"),
            device.Capacity,
            int.MaxValue,
            DeviceNames.MaxQualifiedNameLength,
            (name, at) => DeviceNames.CheckQualified(name, errors, at),
            (capacity, at) => CapacityPolicies.Check(capacity, device.AllowMultipleAllocations == true, errors, at.Child("requestPolicy")));
        if (old is null || old.Taints != device.Taints)
        {
            errors.CheckItems(path.Child("taints"), device.Taints, MaxTaints, (taint, at) => DeviceTaints.CheckTaint(taint, errors, at));
        }

        errors.CheckSet(
            path.Child("consumesCounters"),
            device.ConsumesCounters,
            MaxConsumptions,
            (consumption, at) => CheckConsumption(consumption, errors, at),
            consumption => consumption.CounterSet);
        CheckNodes(device, hasOwnNodes, errors, path);
        BindingConditions.Check(device.BindingConditions, device.BindingFailureConditions, errors, path);
    }

    /// <summary>Counters must be there, with good names.</summary>
    public static void CheckCounters(ApiMap<Counter> counters, FieldErrors errors, FieldPath path)
    {
        if (counters.IsEmpty)
        {
            errors.Required(path);
        }
        else
        {
            errors.CheckEntries(path, counters, MaxCounters, LabelLength, (name, at) => DeviceNames.CheckLabel(name, errors, at), (_, _) => { });
        }
    }

    private static void CheckSizes(Device device, FieldErrors errors, FieldPath path)
    {
        var entries = device.Attributes.Count + device.Capacity.Count;
        if (entries > MaxAttributesAndCapacities)
        {
            errors.Invalid(path, entries, $"the total number of attributes and capacities must not exceed {Text(MaxAttributesAndCapacities)}");
        }

        if (device.Attributes.Count > MaxAttributeValues)
        {
            errors.Invalid(path, device.Attributes.Count, $"the total number of attribute values must not exceed {Text(MaxAttributeValues)}");
        }
    }

    private static void CheckAttribute(DeviceAttribute attribute, FieldErrors errors, FieldPath path)
    {
        if (attribute.StringValue is { } text)
        {
            CheckLength(text, errors, path.Child("string"));
        }

        if (attribute.VersionValue is { } version)
        {
            if (!SemanticVersion().IsMatch(version))
            {
                errors.Invalid(path.Child("version"), version, "must be a string compatible with semver.org spec 2.0.0");
            }

            CheckLength(version, errors, path.Child("version"));
        }

        object?[] values = [attribute.BoolValue, attribute.IntValue, attribute.StringValue, attribute.VersionValue];
        var set = values.Count(value => value is not null);
        if (set != 1)
        {
            errors.InvalidValue(path, set == 0 ? "\"\"" : InternalForm.Of(attribute), OneValue);
        }
    }

    private static void CheckLength(string value, FieldErrors errors, FieldPath path)
    {
        if (Formats.Length(value) > MaxValueLength)
        {
            errors.TooLong(path, MaxValueLength);
        }
    }

    private static void CheckConsumption(DeviceCounterConsumption consumption, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("counterSet"), consumption.CounterSet, Formats.Dns1123Label);
        CheckCounters(consumption.Counters, errors, path.Child("counters"));
    }

    private static void CheckNodes(Device device, bool hasOwnNodes, FieldErrors errors, FieldPath path)
    {
        if (!hasOwnNodes)
        {
            if (device.NodeName is not null || device.NodeSelector is not null || device.AllNodes is not null)
            {
                errors.InvalidValue(
                    path, "null", "`nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to true in the ResourceSlice spec");
            }

            return;
        }

        var set = new List<string>();
        ResourceSliceValidation.CheckNodeName(device.NodeName, "must not be empty", set, errors, path.Child("nodeName"));
        if (device.NodeSelector is { } selector)
        {
            set.Add("`nodeSelector`");
            PodValidation.CheckNodeSelector(selector, errors, path.Child("nodeSelector"));
        }

        ResourceSliceValidation.CheckTrue(device.AllNodes, "allNodes", set, errors, path);
        ResourceSliceValidation.CheckOne(set, OneNodeField, OneNodeField, errors, path);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?\z",
        RegexOptions.ECMAScript)]
    private static partial Regex SemanticVersion();
}
