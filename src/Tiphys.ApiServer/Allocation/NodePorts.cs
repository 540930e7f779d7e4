namespace Tiphys.ApiServer.Allocation;

/// <summary>
/// Gives out node ports (pkg/registry/core/service/portallocator): in memory, filled from the stored services at start. Ports of the
/// lower band are given to nobody who does not ask for them as long as others are free (KEP-3668).
/// </summary>
internal sealed class NodePorts(int first, int last, Random random)
{
    // Guards _taken.
    private readonly Lock _gate = new();
    private readonly bool[] _taken = new bool[last - first + 1];

    /// <summary>How many ports are at the lower end for those who ask for one.</summary>
    public int StaticCount { get; } = last - first + 1 is var size && size <= 16 ? 0 : Math.Clamp(size / 32, 16, 128);

    /// <summary>Takes a certain port.</summary>
    /// <exception cref="AllocationException">It is taken, or out of the range.</exception>
    public void Take(int port)
    {
        if (port < first || port > last)
        {
            throw new AllocationException($"provided port is not in the valid range. The range of valid ports is {first}-{last}");
        }

        lock (_gate)
        {
            if (_taken[port - first])
            {
                throw new AllocationException("provided port is already allocated");
            }

            _taken[port - first] = true;
        }
    }

    /// <summary>Takes a free port.</summary>
    /// <exception cref="AllocationException">None is left.</exception>
    public int TakeNext()
    {
        lock (_gate)
        {
            var index = FindFree(StaticCount, _taken.Length - StaticCount) ?? FindFree(0, StaticCount) ?? throw new AllocationException("range is full", isFull: true);
            _taken[index] = true;
            return first + index;
        }
    }

    /// <summary>True when the port is taken.</summary>
    public bool Has(int port)
    {
        lock (_gate)
        {
            return port >= first && port <= last && _taken[port - first];
        }
    }

    /// <summary>Takes a port that a stored service has, whoever else has it: what is stored counts.</summary>
    public void Restore(int port) => Set(port, true);

    /// <summary>Takes a port back; it need not have been given out.</summary>
    public void Release(int port) => Set(port, false);

    private void Set(int port, bool taken)
    {
        lock (_gate)
        {
            if (port >= first && port <= last)
            {
                _taken[port - first] = taken;
            }
        }
    }

    private int? FindFree(int from, int count)
    {
        var start = count == 0 ? 0 : random.Next(count);
        for (var i = 0; i < count; i++)
        {
            var index = from + ((start + i) % count);
            if (!_taken[index])
            {
                return index;
            }
        }

        return null;
    }
}
