using Tiphys.Api;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>Who owns fields. Appliers are the same manager in every version.</summary>
internal readonly record struct ManagerId(string Name, bool Applies, string ApiVersion, string Subresource)
{
    public static ManagerId Of(FieldManagerRequest request, bool applies) =>
        new(request.Manager.Length == 0 ? "unknown" : request.Manager, applies, applies ? "" : request.ApiVersion, request.Subresource);
}

/// <summary>What a manager owns.</summary>
internal sealed record ManagedSet(FieldSet Fields, string ApiVersion, Time? Time);

/// <summary>All managers of an object with what they own.</summary>
internal static class Managers
{
    private static readonly Lazy<HashSet<string>> BuiltIn = new(() => ApiCatalog.Codecs
        .Select(codec => codec.Kind.Group.Length == 0 ? codec.Kind.Version : $"{codec.Kind.Group}/{codec.Kind.Version}").ToHashSet(StringComparer.Ordinal));

    /// <summary>Reads entries.</summary>
    /// <exception cref="JsonDecodeException">An entry is broken.</exception>
    public static Dictionary<ManagerId, ManagedSet> Decode(ApiList<ManagedFieldsEntry> entries)
    {
        var managers = new Dictionary<ManagerId, ManagedSet>();
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            Check(entry, i);
            var applies = entry.Operation == ManagedFieldsOperationType.Apply;
            var fields = entry.FieldsV1 is { IsDefault: false } json ? KnownFieldSets.Read(json) : new FieldSet();
            managers[new(entry.Manager, applies, applies ? "" : entry.APIVersion, entry.Subresource)] = new(fields, entry.APIVersion, entry.Time);
        }

        return managers;
    }

    /// <summary>Reads entries; nobody owns anything when one is broken.</summary>
    public static Dictionary<ManagerId, ManagedSet> DecodeOrNone(ApiList<ManagedFieldsEntry> entries)
    {
        try
        {
            return Decode(entries);
        }
        catch (JsonDecodeException)
        {
            // Upstream forgets broken entries the same way, so that an object never becomes unwritable by them.
            return [];
        }
    }

    /// <summary>Writes entries in upstream's order: apply before update, then by second, name, version and subresource.</summary>
    public static ApiList<ManagedFieldsEntry> Encode(Dictionary<ManagerId, ManagedSet> managers)
    {
        if (managers.Count == 0)
        {
            return default;
        }

        var entries = new ManagedFieldsEntry[managers.Count];
        var next = 0;
        foreach (var (id, set) in managers)
        {
            entries[next++] = Encode(id, set);
        }

        Array.Sort(entries, Order);
        return [.. entries];
    }

    private static int Order(ManagedFieldsEntry left, ManagedFieldsEntry right)
    {
        var order = string.CompareOrdinal(left.Operation, right.Operation);
        order = order != 0 ? order : (left.Time?.UnixSeconds ?? 0).CompareTo(right.Time?.UnixSeconds ?? 0);
        order = order != 0 ? order : string.CompareOrdinal(left.Manager, right.Manager);
        order = order != 0 ? order : string.CompareOrdinal(left.APIVersion, right.APIVersion);
        return order != 0 ? order : string.CompareOrdinal(left.Subresource, right.Subresource);
    }

    /// <summary>Drops managers of a version that the server no longer knows; those of custom resources stay.</summary>
    public static void ForgetUnknownVersions(Dictionary<ManagerId, ManagedSet> managers, string requestVersion)
    {
        if (!BuiltIn.Value.Contains(requestVersion))
        {
            return;
        }

        foreach (var (id, set) in managers.ToList())
        {
            if (!BuiltIn.Value.Contains(set.ApiVersion))
            {
                managers.Remove(id);
            }
        }
    }

    private static ManagedFieldsEntry Encode(ManagerId id, ManagedSet set) => new()
    {
        Manager = id.Name,
        Operation = id.Applies ? ManagedFieldsOperationType.Apply : ManagedFieldsOperationType.Update,
        APIVersion = set.ApiVersion,
        Time = set.Time,
        FieldsType = "FieldsV1",
        FieldsV1 = new RawJson(set.Fields.ToUtf8()),
        Subresource = id.Subresource,
    };

    private static void Check(ManagedFieldsEntry entry, int index)
    {
        var problem = entry switch
        {
            { Operation: not (ManagedFieldsOperationType.Apply or ManagedFieldsOperationType.Update) } => "operation must be `Apply` or `Update`",
            { APIVersion.Length: 0 } => "apiVersion must not be empty",
            { FieldsType.Length: 0 } => $"missing fieldsType in managed fields entry {index}",
            { FieldsType: not "FieldsV1" } => $"invalid fieldsType \"{entry.FieldsType}\" in managed fields entry {index}",
            _ => null,
        };
        if (problem is not null)
        {
            throw new JsonDecodeException(problem);
        }
    }
}
