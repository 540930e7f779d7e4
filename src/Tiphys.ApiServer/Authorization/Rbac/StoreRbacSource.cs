using Tiphys.Api.Json;
using Tiphys.Api.Rbac.V1;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Authorization.Rbac;

/// <summary>
/// Keeps an index of the roles and bindings in the store. Asking for it takes in what changed since the last time, so that a decision
/// always sees the writes that were acknowledged before it, with no task of its own.
/// </summary>
internal sealed class StoreRbacSource(IStore store) : IRbacSource, IDisposable
{
    private const string Prefix = "/registry/rbac.authorization.k8s.io/";
    private static readonly string[] Resources = ["clusterroles/", "clusterrolebindings/", "roles/", "rolebindings/"];

    // Guards _watches and _model.
    private readonly Lock _gate = new();
    private IStoreWatch[] _watches = [];
    private RbacModel? _model;

    /// <inheritdoc/>
    public RbacModel Current
    {
        get
        {
            lock (_gate)
            {
                return _model is null || HasChanges() ? Rebuild() : _model;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            Array.ForEach(_watches, watch => watch.Dispose());
            _watches = [];
        }
    }

    private bool HasChanges()
    {
        try
        {
            var changed = false;
            foreach (var watch in _watches)
            {
                while (watch.TryRead(out _))
                {
                    changed = true;
                }
            }

            return changed;
        }
        catch (RevisionCompactedException)
        {
            // So many changes since the last decision that the watch fell behind: read everything again.
            return true;
        }
    }

    private RbacModel Rebuild()
    {
        // The watches start before the read: a change in between is seen twice rather than not at all.
        Array.ForEach(_watches, watch => watch.Dispose());
        var revision = store.CurrentRevision;
        _watches = [.. Resources.Select(resource => store.Watch(Prefix + resource, revision))];
        return _model = new RbacModel(Read<ClusterRole>(0), Read<ClusterRoleBinding>(1), Read<Role>(2), Read<RoleBinding>(3));
    }

    private List<T> Read<T>(int resource)
        where T : class, IKubernetesObject<T>
    {
        var range = store.Range(new RangeQuery { Prefix = Prefix + Resources[resource] });
        var values = new List<T>();
        foreach (var entry in range.Entries)
        {
            values.Add(ApiJson.Read<T>(entry.Value.Span));
        }

        return values;
    }
}
