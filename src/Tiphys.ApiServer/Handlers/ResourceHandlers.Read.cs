using System.Globalization;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Selectors;
using Tiphys.ApiServer.Storage;
using Tiphys.ApiServer.Watching;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Handlers;

/// <content>get, list and watch.</content>
internal sealed partial class ResourceHandlers
{
    private const string ExpiredContinue =
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.";

    public async ValueTask<StoredObject> GetAsync(ResourceInfo resource, string ns, string name, string? resourceVersion, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(resourceVersion))
        {
            await WaitForAsync(ParseVersion(resourceVersion), cancellationToken);
        }

        return StoredObject.Of(resource, Find(resource, ns, name));
    }

    public async ValueTask<ObjectPage> ListAsync(ResourceInfo resource, string ns, ListQuery query, CancellationToken cancellationToken)
    {
        var selection = Selection.Parse(resource, query.LabelSelector, query.FieldSelector);
        if (resource.IsReadOnly)
        {
            return ObjectPage.Empty;
        }

        var (revision, startAfter) = await ListStartAsync(query, cancellationToken);
        try
        {
            return selection.Fields.Name is { } name && (ns.Length > 0 || !resource.Namespaced)
                ? One(resource, ns, name, selection, revision)
                : Many(resource, ns, Limit(query), selection, revision, startAfter);
        }
        catch (RevisionCompactedException error)
        {
            throw new ApiException(StatusErrors.Expired(startAfter is null ? TooOld(error) : ExpiredContinue).Status, error);
        }
    }

    public async ValueTask<ResourceWatch> WatchAsync(ResourceInfo resource, string ns, ListQuery query, CancellationToken cancellationToken)
    {
        var selection = Selection.Parse(resource, query.LabelSelector, query.FieldSelector);
        var version = query.ResourceVersion.Length == 0 ? -1 : ParseVersion(query.ResourceVersion);
        if (query.SendInitialEvents == true || version <= 0)
        {
            if (version > 0)
            {
                await WaitForAsync(version, cancellationToken);
            }

            return StartWithInitialEvents(resource, ns, query, selection, version);
        }

        try
        {
            return new ResourceWatch(selection, server.Store.Watch(resource.Prefix(ns), version), [], null);
        }
        catch (RevisionCompactedException error)
        {
            throw new ApiException(StatusErrors.Expired(TooOld(error)).Status, error);
        }
    }

    internal static string TooOld(RevisionCompactedException error) => string.Create(
        CultureInfo.InvariantCulture, $"too old resource version: {error.RequestedRevision} ({error.CompactedRevision})");

    private ResourceWatch StartWithInitialEvents(ResourceInfo resource, string ns, ListQuery query, Selection selection, long version)
    {
        while (true)
        {
            var range = server.Store.Range(new RangeQuery(resource.Prefix(ns)));
            var initial = query.SendInitialEvents == false ? [] : Matching(range.Entries, selection);
            var endsInitial = query.AllowBookmarks && (query.SendInitialEvents == true || (query.SendInitialEvents is null && version < 0));
            try
            {
                return new ResourceWatch(
                    selection, server.Store.Watch(resource.Prefix(ns), range.Revision), initial, endsInitial ? range.Revision : null);
            }
            catch (RevisionCompactedException)
            {
                // History moved on between the two reads: read again.
            }
        }
    }

    private async ValueTask<(long Revision, string? StartAfter)> ListStartAsync(ListQuery query, CancellationToken cancellationToken)
    {
        if (query.Continue.Length > 0)
        {
            var token = ContinueToken.Parse(query.Continue);
            return query.ResourceVersion is "" or "0"
                ? (token.Revision, token.LastKey)
                : throw StatusErrors.BadRequest("specifying resource version is not allowed when using continue");
        }

        if (query.ResourceVersion is "" or "0")
        {
            return (0, null);
        }

        if (!long.TryParse(query.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            throw StatusErrors.BadRequest($"invalid resource version \"{query.ResourceVersion}\"");
        }

        await WaitForAsync(version, cancellationToken);
        return (IsExact(query) ? version : 0, null);
    }

    // A page at a version is of that version, even when it is not asked for by that name.
    private static bool IsExact(ListQuery query) => query.ResourceVersionMatch == "Exact" || (query.ResourceVersionMatch.Length == 0 && query.Limit > 0);

    // What is read from a cache at any version comes whole.
    private static int Limit(ListQuery query) => query.ResourceVersion == "0" ? 0 : query.Limit;

    private ObjectPage One(ResourceInfo resource, string ns, string name, Selection selection, long revision)
    {
        var current = revision == 0 ? server.Store.CurrentRevision : revision;
        var entry = server.Store.Get(resource.Key(ns, name), current);
        return new(entry is not null && selection.Matches(ObjectJson.Decode(resource, entry)) ? [entry] : [], current, "", null);
    }

    private ObjectPage Many(ResourceInfo resource, string ns, int limit, Selection selection, long revision, string? startAfter)
    {
        var query = new RangeQuery(resource.Prefix(ns)) { Revision = revision, StartAfter = startAfter, Limit = limit };
        if (selection.IsEverything)
        {
            var range = server.Store.Range(query);
            var next = range.More ? new ContinueToken(range.Revision, range.Entries[^1].Key).ToString() : "";
            return new(range.Entries, range.Revision, next, range.More ? range.RemainingCount : null);
        }

        return Selected(query, selection);
    }

    private ObjectPage Selected(RangeQuery query, Selection selection)
    {
        var matches = new List<StoreEntry>();
        var limit = query.Limit;
        while (true)
        {
            var range = server.Store.Range(query);
            foreach (var entry in range.Entries)
            {
                if (!selection.Matches(ObjectJson.Decode(selection.Resource, entry)))
                {
                    continue;
                }

                matches.Add(entry);
                if (matches.Count == limit && (range.More || entry != range.Entries[^1]))
                {
                    // How many of the rest match is not known, so upstream leaves the count out too.
                    return new(matches, range.Revision, new ContinueToken(range.Revision, entry.Key).ToString(), null);
                }
            }

            if (!range.More)
            {
                return new(matches, range.Revision, "", null);
            }

            query = query with { Revision = range.Revision, StartAfter = range.Entries[^1].Key };
        }
    }

    private static List<StoreEntry> Matching(EntryList entries, Selection selection)
    {
        var matches = new List<StoreEntry>(entries.Count);
        foreach (var entry in entries)
        {
            if (selection.IsEverything || selection.Matches(ObjectJson.Decode(selection.Resource, entry)))
            {
                matches.Add(entry);
            }
        }

        return matches;
    }

    private StoreEntry Find(ResourceInfo resource, string ns, string name) =>
        server.Store.Get(resource.Key(ns, name)) ?? throw StatusErrors.NotFound(
            resource.Group, resource.IsReadOnly ? resource.Definition.Singular : resource.Plural, name);

    private static long ParseVersion(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw StatusErrors.Of(500, "", $"Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax", null);

    private async ValueTask WaitForAsync(long version, CancellationToken cancellationToken)
    {
        if (version <= server.Store.CurrentRevision)
        {
            return;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            await server.Store.WaitForRevisionAsync(version, deadline.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            var details = Api.Meta.V1.StatusDetails.Empty with
            {
                RetryAfterSeconds = 1,
                Causes = [new() { Type = "ResourceVersionTooLarge", Message = "Too large resource version" }],
            };
            var message = string.Create(
                CultureInfo.InvariantCulture, $"Timeout: Too large resource version: {version}, current: {server.Store.CurrentRevision}");
            throw new ApiException(StatusErrors.Of(504, Api.Meta.V1.StatusReason.Timeout, message, details).Status, error);
        }
    }
}
