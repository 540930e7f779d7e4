using System.Globalization;
using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Environment;

/// <summary>Values of <c>resourceFieldRef</c>. A container without a limit has that of its pod, or all that pods may use of the node.</summary>
internal static class ResourceFields
{
    private static readonly string[] Defaulted = [ResourceName.Cpu, ResourceName.Memory, ResourceName.ResourceEphemeralStorage];

    /// <summary>A resource of the named container, or of <paramref name="own"/> when none is named; in units of the divisor, rounded up.</summary>
    /// <exception cref="FormatException">There is no such container or resource; the message is upstream's.</exception>
    public static string Value(ResourceFieldSelector field, Pod pod, Container? own, IReadOnlyDictionary<string, Quantity> allocatable)
    {
        var container = field.ContainerName.Length == 0 && own is not null ? own : Find(pod, field.ContainerName);
        var (kind, resource) = Split(field.Resource);
        var isLimit = kind == "limits";
        var amount = (isLimit ? container.Resources.Limits : container.Resources.Requests).GetValueOrDefault(resource, Quantity.Zero);
        if (isLimit && amount.IsZero && Defaulted.Contains(resource))
        {
            amount = Default(resource, pod, allocatable);
        }

        return resource == ResourceName.Cpu ? Divide(amount.MilliValue, Divisor(field).MilliValue) : Divide(amount.Value, Divisor(field).Value);
    }

    private static Quantity Default(string resource, Pod pod, IReadOnlyDictionary<string, Quantity> allocatable)
    {
        var ofPod = pod.Spec.Resources?.Limits.GetValueOrDefault(resource, Quantity.Zero) ?? Quantity.Zero;
        return resource != ResourceName.ResourceEphemeralStorage && !ofPod.IsZero ? ofPod : allocatable.GetValueOrDefault(resource, Quantity.Zero);
    }

    private static Quantity Divisor(ResourceFieldSelector field) => field.Divisor.IsZero ? Quantity.FromValue(1) : field.Divisor;

    private static string Divide(long amount, long divisor) =>
        ((long)Math.Ceiling((double)amount / divisor)).ToString(CultureInfo.InvariantCulture);

    private static (string Kind, string Resource) Split(string field)
    {
        var dot = field.IndexOf('.', StringComparison.Ordinal);
        var (kind, resource) = dot < 0 ? (field, "") : (field[..dot], field[(dot + 1)..]);
        var isKnown = Defaulted.Contains(resource) || resource.StartsWith("hugepages-", StringComparison.Ordinal);
        return kind is "limits" or "requests" && isKnown ? (kind, resource) : throw new FormatException($"unsupported container resource : {field}");
    }

    private static Container Find(Pod pod, string name) =>
        pod.Spec.Containers.Concat(pod.Spec.InitContainers).FirstOrDefault(container => container.Name == name)
        ?? throw new FormatException($"container {name} not found");
}
