namespace Tiphys.Scheduler.Resources;

/// <summary>
/// Small numbers for the names of scalar resources (huge pages and extended resources such as <c>example.com/gpu</c>), so that nodes and pods
/// keep amounts in arrays. Numbers are given in order of first sight and never taken back: a cluster knows few such names.
/// </summary>
internal sealed class ResourceNames
{
    internal const string Cpu = "cpu";
    internal const string Memory = "memory";
    internal const string EphemeralStorage = "ephemeral-storage";
    internal const string Pods = "pods";
    internal const string HugePagesPrefix = "hugepages-";

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _insufficient = [];

    internal int Id(string name)
    {
        if (!_ids.TryGetValue(name, out var id))
        {
            id = _insufficient.Count;
            _ids.Add(name, id);
            _insufficient.Add("Insufficient " + name);
        }

        return id;
    }

    /// <summary>The reason of a node that has too little of it.</summary>
    internal string Insufficient(int id) => _insufficient[id];
}
