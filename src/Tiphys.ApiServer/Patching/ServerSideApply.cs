using Tiphys.Api;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Meta.V1;
using Tiphys.Api.Schemas;
using Tiphys.ApiServer.ManagedFields;

namespace Tiphys.ApiServer.Patching;

/// <summary>What an apply gave.</summary>
/// <param name="Value">The merged object without its managed fields.</param>
/// <param name="ManagedFields">Who owns what now.</param>
internal sealed record ApplyResult(JsonMap Value, ApiList<ManagedFieldsEntry> ManagedFields);

/// <summary>
/// Server-side apply: merges a configuration into an object by schema, remembers who applied which field, refuses to change
/// fields of others unless forced, and takes away what its manager applied before and no longer does.
/// </summary>
internal static class ServerSideApply
{
    private const string BeforeFirstApply = "before-first-apply";

    /// <summary>Applies a configuration.</summary>
    /// <param name="schema">Schema of the object.</param>
    /// <param name="live">The object as it is; null when there is none.</param>
    /// <param name="configuration">What the manager wants.</param>
    /// <param name="existing">Managed fields of the live object.</param>
    /// <param name="request">Who applies.</param>
    /// <param name="force">Takes fields of others over.</param>
    /// <exception cref="ApiException">409 for conflicts, 400 or 500 for a configuration that does not fit.</exception>
    public static ApplyResult Apply(
        Schema schema, JsonMap? live, JsonMap configuration, ApiList<ManagedFieldsEntry> existing, FieldManagerRequest request, bool force)
    {
        Check(schema, configuration, request);
        var managers = Decode(existing);
        var current = live is null
            ? ZeroObject.Of(schema).With("apiVersion", request.ApiVersion).With("kind", configuration["kind"]!)
            : ManagedFieldsUpdater.WithoutManagers(live);
        if (managers.Count == 0 && live is not null)
        {
            ManagedFieldsUpdater.Update(managers, schema, ZeroObject.Of(schema), current, request with { Manager = BeforeFirstApply });
        }

        var self = ManagerId.Of(request, applies: true);
        var last = managers.GetValueOrDefault(self);
        var applied = FieldSetBuilder.Of(schema, configuration);
        applied = request.ResetFields is null ? applied : applied.RecursiveDifference(request.ResetFields);
        managers[self] = new ManagedSet(applied, request.ApiVersion, last?.Time);
        var merged = (JsonMap)TypedMerger.Merge(schema, current, configuration)!;
        merged = Prune(schema, merged, managers, last?.Fields, applied);
        TakeOver(managers, self, FieldComparison.Of(schema, current, merged).Without(request.ResetFields), LastApplied.Owned(schema, live, request), force);
        Keep(managers, self, applied, request, changed: !merged.Equals(current), last?.Time);
        return new ApplyResult(LastApplied.Refresh(merged, configuration, request), Managers.Encode(managers));
    }

    private static void Check(Schema schema, JsonMap configuration, FieldManagerRequest request)
    {
        var version = (configuration["apiVersion"] as JsonText)?.Value ?? "";
        if (version != request.ApiVersion)
        {
            throw StatusErrors.BadRequest(
                $"Incorrect version specified in apply patch. Specified patch version: {version}, expected: {request.ApiVersion}");
        }

        var metadata = configuration["metadata"] as JsonMap ?? JsonMap.Empty;
        if (metadata["managedFields"] is { IsNull: false })
        {
            throw StatusErrors.BadRequest("metadata.managedFields must be nil");
        }

        if (TypedValidator.Check(schema, configuration) is { } problem)
        {
            throw PatchErrors.Unclassified($"failed to create typed patch object ({Describe(configuration)}): {problem}");
        }
    }

    /// <summary><c>ns/name; apps/v1, Kind=Deployment</c>, as the configuration itself says it.</summary>
    private static string Describe(JsonMap configuration)
    {
        var metadata = configuration["metadata"] as JsonMap ?? JsonMap.Empty;
        var version = (configuration["apiVersion"] as JsonText)?.Value ?? "";
        var groupVersion = version.Contains('/', StringComparison.Ordinal) ? version : "/" + version;
        return $"{Text(metadata, "namespace")}/{Text(metadata, "name")}; {groupVersion}, Kind={Text(configuration, "kind")}";
    }

    private static string Text(JsonMap map, string name) => (map[name] as JsonText)?.Value ?? "";

    private static Dictionary<ManagerId, ManagedSet> Decode(ApiList<ManagedFieldsEntry> existing)
    {
        try
        {
            return Managers.Decode(existing);
        }
        catch (JsonDecodeException error)
        {
            throw new ApiException(PatchErrors.Unclassified($"failed to decode managed fields: {error.Message}").Status, error);
        }
    }

    /// <summary>Takes away what the manager applied last time, does not apply now, and nobody else owns.</summary>
    private static JsonMap Prune(Schema schema, JsonMap merged, Dictionary<ManagerId, ManagedSet> managers, FieldSet? last, FieldSet applied)
    {
        // What is applied again is owned with all that it is under, so nothing of it can go.
        if (last is null || last.Difference(applied).IsEmpty)
        {
            return merged;
        }

        var lastNamed = last.WithNamedFields(schema);
        var pruned = TypedRemover.Remove(schema, merged, lastNamed);
        var all = FieldSetBuilder.Of(schema, merged).WithNamedFields(schema);
        var left = FieldSetBuilder.Of(schema, pruned).WithNamedFields(schema);
        var owned = managers.Values.Aggregate(new FieldSet(), (set, manager) => set.Union(manager.Fields)).WithNamedFields(schema);
        pruned = TypedRemover.Remove(schema, merged, all.Difference(left.Union(owned)));
        left = FieldSetBuilder.Of(schema, pruned).WithNamedFields(schema);
        return TypedRemover.Remove(schema, merged, all.Difference(left).Intersection(lastNamed));
    }

    private static void TakeOver(
        Dictionary<ManagerId, ManagedSet> managers, ManagerId self, FieldComparison comparison, FieldSet? conceded, bool force)
    {
        var changed = comparison.Changed;
        var others = managers.Where(pair => pair.Key != self)
            .Select(pair => (Id: pair.Key, Set: pair.Value, Conflict: pair.Value.Fields.Intersection(changed))).ToList();
        var conflicts = others.Select(other => (other.Id, other.Set.ApiVersion, Conflict: conceded is null ? other.Conflict : other.Conflict.Difference(conceded)))
            .Where(other => !other.Conflict.IsEmpty).ToList();
        if (conflicts.Count > 0 && !force)
        {
            throw ApplyConflicts.ToException(conflicts);
        }

        foreach (var (id, set, conflict) in others)
        {
            ManagedFieldsUpdater.TakeFrom(managers, id, set, conflict, comparison.Removed);
        }
    }

    private static void Keep(
        Dictionary<ManagerId, ManagedSet> managers, ManagerId self, FieldSet applied, FieldManagerRequest request, bool changed, Time? last)
    {
        var own = ManagedFieldsUpdater.Strip(applied);
        if (own.IsEmpty)
        {
            managers.Remove(self);
        }
        else
        {
            managers[self] = new ManagedSet(own, request.ApiVersion, changed ? request.Time : last);
        }
    }
}
