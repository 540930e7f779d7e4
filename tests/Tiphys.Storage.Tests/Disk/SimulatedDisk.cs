namespace Tiphys.Storage.Tests.Disk;

/// <summary>
/// A disk in memory below SQLite (<see cref="SimulatedVfs"/>) that can lose its power, fill up and fail, all from one seed. It keeps
/// apart what was written and what is durable, so that a missing or wrongly placed fsync loses data here as it would on a real disk.
/// </summary>
internal sealed class SimulatedDisk
{
    private readonly Lock _gate = new(); // guards the rest: the writer's thread and the test take turns
    private readonly Dictionary<string, SimulatedFile> _files = [];
    private readonly Dictionary<string, SimulatedFile> _deleted = []; // not durably: may come back with the power
    private readonly Random _random;
    private readonly int _sectorBytes;
    private HashSet<string> _durableNames = [];
    private DiskFault _fault;
    private int _faultsLeft;
    private int _operationsToFault;
    private int _operationsToLife = int.MaxValue;

    public SimulatedDisk(int seed)
    {
        _random = new Random(seed);
        _sectorBytes = _random.Next(2) == 0 ? 512 : 4096;
    }

    /// <summary>Whether the machine is off: nothing works any more until <see cref="Restart"/>.</summary>
    public bool IsDead { get; private set; }

    /// <summary>How many faults were met since the last <see cref="Mend"/>.</summary>
    public int FaultsMet { get; private set; }

    /// <summary>How many operations were carried out.</summary>
    public long Operations { get; private set; }

    /// <summary>Lets things go wrong.</summary>
    /// <param name="fault">What.</param>
    /// <param name="after">So many operations that it could hit go well before.</param>
    /// <param name="times">So many fail then.</param>
    public void Break(DiskFault fault, int after, int times)
    {
        lock (_gate)
            (_fault, _operationsToFault, _faultsLeft) = (fault, after, times);
    }

    /// <summary>Nothing goes wrong any more.</summary>
    public void Mend()
    {
        lock (_gate)
            (_fault, FaultsMet) = (DiskFault.None, 0);
    }

    /// <summary>The machine goes off after so many more operations, in the middle of whatever is done then.</summary>
    public void DieAfter(int operations)
    {
        lock (_gate)
            _operationsToLife = operations;
    }

    /// <summary>The process was killed: what it wrote can be read.</summary>
    public void Kill()
    {
        lock (_gate)
            IsDead = true;
    }

    /// <summary>The power fails: only what was synced is there for sure.</summary>
    public void LosePower()
    {
        lock (_gate)
        {
            IsDead = true;
            foreach (var (name, file) in _deleted)
            {
                if (_random.Next(2) == 0)
                    _files.TryAdd(name, file);
            }

            _deleted.Clear();
            foreach (var (name, file) in _files.ToList())
            {
                file.LosePower(_random, _sectorBytes);
                if (!_durableNames.Contains(name) && _random.Next(2) == 0)
                    _files.Remove(name);
            }

            _durableNames = [.. _files.Keys];
        }
    }

    /// <summary>The machine, or the program, is there again.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            (IsDead, _operationsToLife, _fault, FaultsMet) = (false, int.MaxValue, DiskFault.None, 0);
        }
    }

    public bool Exists(string path)
    {
        lock (_gate)
            return _files.ContainsKey(path);
    }

    public SimulatedFile Open(string path)
    {
        lock (_gate)
        {
            if (!_files.TryGetValue(path, out var file))
                _files[path] = file = new SimulatedFile();
            _deleted.Remove(path);
            return file;
        }
    }

    /// <summary>The files, for those who damage or look at them.</summary>
    public SimulatedFile? Find(string path)
    {
        lock (_gate)
            return _files.GetValueOrDefault(path);
    }

    /// <summary>Carries out an operation, unless it fails or the machine is off.</summary>
    /// <returns>What goes wrong.</returns>
    public (bool Dead, DiskFault Fault) Do(DiskOperation operation, bool grows, Action<DiskFault> action)
    {
        lock (_gate)
        {
            if (!IsDead && operation != DiskOperation.Read && _operationsToLife-- <= 0)
                IsDead = true;
            if (IsDead)
                return (true, DiskFault.None);
            var fault = Meet(operation, grows);
            Operations++;
            action(fault);
            return (false, fault);
        }
    }

    public void Sync(SimulatedFile file, DiskFault fault, bool withDirectory)
    {
        if (fault == DiskFault.SyncError)
        {
            file.SyncPartly(_random, _sectorBytes);
            return;
        }

        file.Sync();
        if (!withDirectory)
            return;
        _durableNames = [.. _files.Keys];
        _deleted.Clear();
    }

    public void Delete(string path, bool durably)
    {
        if (!_files.Remove(path, out var file))
            return;
        if (durably)
            _durableNames.Remove(path);
        else
            _deleted[path] = file;
    }

    /// <summary>How much of a write that fails is written.</summary>
    public int Part(int length) => _random.Next(length + 1);

    private DiskFault Meet(DiskOperation operation, bool grows)
    {
        if (_fault == DiskFault.None || _faultsLeft == 0 || Concrete(operation, grows) is not (not DiskFault.None and var fault))
            return DiskFault.None;
        if (_operationsToFault-- > 0)
            return DiskFault.None;
        _faultsLeft--;
        FaultsMet++;
        return fault;
    }

    // What the planned fault means for an operation; none when it does not concern it.
    private DiskFault Concrete(DiskOperation operation, bool grows) => (operation, _fault) switch
    {
        (DiskOperation.Read, DiskFault.ReadError or DiskFault.Any) => DiskFault.ReadError,
        (DiskOperation.Write, DiskFault.Full) => grows ? DiskFault.Full : DiskFault.None,
        (DiskOperation.Write, DiskFault.Any) => grows && _random.Next(2) == 0 ? DiskFault.Full : DiskFault.WriteError,
        (DiskOperation.Write or DiskOperation.Truncate or DiskOperation.Delete, DiskFault.WriteError) => DiskFault.WriteError,
        (DiskOperation.Truncate or DiskOperation.Delete, DiskFault.Any) => DiskFault.WriteError,
        (DiskOperation.Sync, DiskFault.SyncError or DiskFault.Any) => DiskFault.SyncError,
        _ => DiskFault.None,
    };
}
