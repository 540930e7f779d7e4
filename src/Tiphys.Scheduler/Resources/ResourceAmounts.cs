namespace Tiphys.Scheduler.Resources;

/// <summary>Amounts of resources as whole numbers: thousandths of a core, bytes, and units of scalar resources.</summary>
internal struct ResourceAmounts
{
    /// <summary>Thousandths of a core.</summary>
    internal long MilliCpu;

    /// <summary>Memory in bytes.</summary>
    internal long Memory;

    /// <summary>Local storage in bytes.</summary>
    internal long EphemeralStorage;

    /// <summary>Units by <see cref="ResourceNames.Id"/>; shorter than the number of names when the rest is zero, null when all are.</summary>
    internal long[]? Scalars;

    /// <summary>
    /// Greatest amount of one container. More than any machine has, and so little that sums of a hundred of them cannot overflow into a negative
    /// amount, which would fit everywhere.
    /// </summary>
    private const long Limit = 1L << 56;

    internal static ResourceAmounts Of(ApiMap<Quantity> list, ResourceNames names)
    {
        var amounts = default(ResourceAmounts);
        foreach (var (name, quantity) in list)
        {
            amounts.Set(name, quantity, names);
        }

        return amounts;
    }

    internal readonly long Scalar(int id) => Scalars is not null && id < Scalars.Length ? Scalars[id] : 0;

    /// <summary>Adds amounts, or takes them off when <paramref name="sign"/> is -1.</summary>
    internal void Add(in ResourceAmounts other, int sign = 1)
    {
        MilliCpu += sign * other.MilliCpu;
        Memory += sign * other.Memory;
        EphemeralStorage += sign * other.EphemeralStorage;
        for (var id = 0; id < (other.Scalars?.Length ?? 0); id++)
        {
            if (other.Scalars![id] != 0)
            {
                ScalarSlot(id) += sign * other.Scalars[id];
            }
        }
    }

    /// <summary>Raises each amount to the other's, where that is greater.</summary>
    internal void Max(in ResourceAmounts other)
    {
        MilliCpu = Math.Max(MilliCpu, other.MilliCpu);
        Memory = Math.Max(Memory, other.Memory);
        EphemeralStorage = Math.Max(EphemeralStorage, other.EphemeralStorage);
        for (var id = 0; id < (other.Scalars?.Length ?? 0); id++)
        {
            ref var mine = ref ScalarSlot(id);
            mine = Math.Max(mine, other.Scalars![id]);
        }
    }

    /// <summary>Sets the amount of a resource. Fractions of a unit are rounded up, as everywhere in Kubernetes.</summary>
    internal void Set(string name, Quantity quantity, ResourceNames names)
    {
        switch (name)
        {
            case ResourceNames.Cpu:
                MilliCpu = Math.Min(quantity.MilliValue, Limit);
                break;
            case ResourceNames.Memory:
                Memory = Math.Min(quantity.Value, Limit);
                break;
            case ResourceNames.EphemeralStorage:
                EphemeralStorage = Math.Min(quantity.Value, Limit);
                break;
            case ResourceNames.Pods:
                break;
            default:
                ScalarSlot(names.Id(name)) = Math.Min(quantity.Value, Limit);
                break;
        }
    }

    /// <summary>True when all amounts are equal.</summary>
    internal readonly bool SameAs(in ResourceAmounts other)
    {
        for (var id = 0; id < Math.Max(Scalars?.Length ?? 0, other.Scalars?.Length ?? 0); id++)
        {
            if (Scalar(id) != other.Scalar(id))
            {
                return false;
            }
        }

        return MilliCpu == other.MilliCpu && Memory == other.Memory && EphemeralStorage == other.EphemeralStorage;
    }

    /// <summary>A copy that shares no array.</summary>
    internal readonly ResourceAmounts Copy() => this with { Scalars = Scalars?.AsSpan().ToArray() };

    private ref long ScalarSlot(int id)
    {
        if (Scalars is null || id >= Scalars.Length)
        {
            Array.Resize(ref Scalars, id + 1);
        }

        return ref Scalars[id];
    }
}
