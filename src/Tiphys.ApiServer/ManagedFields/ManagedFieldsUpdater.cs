using Tiphys.Api;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Meta.V1;
using Tiphys.Api.Schemas;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>Keeps <c>metadata.managedFields</c> when an object is created, updated or patched by anything but apply.</summary>
internal static class ManagedFieldsUpdater
{
    /// <summary>More managers by update than this are joined into <c>ancient-changes</c>.</summary>
    public const int MaxUpdateManagers = 10;

    private static readonly FieldSet Stripped = FieldSet.OfFields(
        ["apiVersion"],
        ["kind"],
        ["metadata"],
        ["metadata", "name"],
        ["metadata", "namespace"],
        ["metadata", "creationTimestamp"],
        ["metadata", "selfLink"],
        ["metadata", "uid"],
        ["metadata", "clusterName"],
        ["metadata", "generation"],
        ["metadata", "managedFields"],
        ["metadata", "resourceVersion"]);

    /// <summary>The entries from which a write goes on: those that the client sent, or the live ones when it sent none or broken ones.</summary>
    /// <param name="live">Entries of the object as it is.</param>
    /// <param name="sent">Entries in the written object.</param>
    /// <param name="isSubresource">A subresource never sets entries.</param>
    public static ApiList<ManagedFieldsEntry> Choose(ApiList<ManagedFieldsEntry> live, ApiList<ManagedFieldsEntry> sent, bool isSubresource)
    {
        if (isSubresource)
        {
            return live;
        }

        if (!sent.IsDefault && (sent.Count == 0 || (sent.Count == 1 && sent[0] == ManagedFieldsEntry.Empty)))
        {
            return default;
        }

        return Managers.DecodeOrNone(sent).Count == 0 ? live : sent;
    }

    /// <summary>The entries after a write.</summary>
    /// <param name="schema">Schema of the object.</param>
    /// <param name="live">The object as it was; null for a create.</param>
    /// <param name="updated">The object as it shall be, decoded and defaulted, before admission and allocation change it.</param>
    /// <param name="existing">Entries from which to go on, see <see cref="Choose"/>.</param>
    /// <param name="request">Who writes.</param>
    public static ApiList<ManagedFieldsEntry> AfterUpdate(
        Schema schema, JsonMap? live, JsonMap updated, ApiList<ManagedFieldsEntry> existing, FieldManagerRequest request)
    {
        var managers = Managers.DecodeOrNone(existing);
        if (managers.Count == 0 && live is not null)
        {
            // Once forgotten, managers are not tracked until the next apply.
            return default;
        }

        Update(managers, schema, live ?? ZeroObject.Of(schema), updated, request);
        Cap(managers);
        return Managers.Encode(managers);
    }

    /// <summary>Gives the changed fields to the writer and takes them from all others.</summary>
    internal static void Update(Dictionary<ManagerId, ManagedSet> managers, Schema schema, JsonMap live, JsonMap updated, FieldManagerRequest request)
    {
        var comparison = FieldComparison.Of(schema, WithoutManagers(live), WithoutManagers(updated)).Without(request.ResetFields);
        var changed = comparison.Changed;
        Managers.ForgetUnknownVersions(managers, request.ApiVersion);
        foreach (var (id, set) in managers.ToList())
        {
            TakeFrom(managers, id, set, set.Fields.Intersection(changed), comparison.Removed);
        }

        var own = (request.ResetFields is null ? changed : changed.RecursiveDifference(request.ResetFields)).Difference(Stripped);
        if (!own.IsEmpty)
        {
            var self = ManagerId.Of(request, applies: false);
            var fields = managers.TryGetValue(self, out var previous) ? own.Union(previous.Fields) : own;
            managers[self] = new ManagedSet(fields, request.ApiVersion, request.Time);
        }
    }

    /// <summary>Takes fields away from a manager, and the manager when nothing is left.</summary>
    internal static void TakeFrom(
        Dictionary<ManagerId, ManagedSet> managers, ManagerId id, ManagedSet set, FieldSet conflicts, FieldSet removed)
    {
        var left = set.Fields.Difference(conflicts).Difference(removed);
        if (left.IsEmpty)
        {
            managers.Remove(id);
        }
        else
        {
            managers[id] = set with { Fields = left };
        }
    }

    /// <summary>Takes the fields away that nobody owns.</summary>
    internal static FieldSet Strip(FieldSet set) => set.Difference(Stripped);

    /// <summary>The object without its entries, which never own themselves.</summary>
    internal static JsonMap WithoutManagers(JsonMap value) =>
        value["metadata"] is JsonMap metadata && metadata.Has("managedFields") ? value.With("metadata", metadata.Without("managedFields")) : value;

    private static void Cap(Dictionary<ManagerId, ManagedSet> managers)
    {
        var updaters = managers.Where(pair => !pair.Key.Applies)
            .OrderBy(pair => pair.Value.Time?.UnixSeconds ?? 0).ThenBy(pair => pair.Key.Name, StringComparer.Ordinal).ToList();
        var count = updaters.Count;
        var firsts = new Dictionary<string, ManagerId>(StringComparer.Ordinal);
        foreach (var (id, set) in updaters)
        {
            if (count <= MaxUpdateManagers)
            {
                return;
            }

            if (firsts.TryAdd(set.ApiVersion, id))
            {
                continue;
            }

            Join(managers, firsts[set.ApiVersion], id, set);
            count--;
        }
    }

    private static void Join(Dictionary<ManagerId, ManagedSet> managers, ManagerId first, ManagerId id, ManagedSet set)
    {
        var bucket = new ManagerId("ancient-changes", Applies: false, set.ApiVersion, "");
        if (!managers.TryGetValue(bucket, out var joined))
        {
            managers.Remove(first, out joined);
        }

        managers[bucket] = new ManagedSet(set.Fields.Union(joined?.Fields ?? new FieldSet()), set.ApiVersion, set.Time);
        if (id != bucket)
        {
            managers.Remove(id);
        }
    }
}
