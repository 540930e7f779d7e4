using System.Net;
using Tiphys.Durability.Tests.Server;

namespace Tiphys.Durability.Tests.Crash;

/// <summary>A client that takes the steps of its script, over the lives of a server, and knows which were acknowledged.</summary>
internal sealed class Writer(WriterScript script)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    private readonly List<MapVersion> _acknowledged = [];
    private int _next;

    /// <summary>Steps that are done for sure.</summary>
    public int Done => _next;

    /// <summary>Every acknowledged write whose revision was told; deletions tell none.</summary>
    public IReadOnlyList<MapVersion> Acknowledged => _acknowledged;

    /// <summary>The last revision that was told.</summary>
    public long Revision => _acknowledged.Count == 0 ? 0 : _acknowledged[^1].Revision;

    /// <summary>Writes until the server is gone or the caller has enough.</summary>
    /// <returns>What ended it; null when the caller did.</returns>
    public async Task<HttpRequestException?> RunAsync(HttpClient http, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                using var limit = new CancellationTokenSource(RequestTimeout);
                if (script.DoesAnything(_next))
                {
                    await TakeAsync(http, limit.Token);
                }

                _next++;
            }
            catch (HttpRequestException error)
            {
                return error;
            }
            catch (HttpIOException error)
            {
                return new HttpRequestException(error.HttpRequestError, error.Message, error);
            }
        }

        return null;
    }

    /// <summary>Compares with what the server has now, and settles whether the step that was under way has happened.</summary>
    public void Check(MapList list)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var map in list.Maps.Values.Where(map => map.Name.StartsWith(script.Prefix, StringComparison.Ordinal)))
        {
            found[map.Name] = map.Value!;
        }

        if (!found.SequenceEqual(script.StateBefore(_next)))
        {
            Assert.Equal(script.StateBefore(_next + 1), found);
            _next++;
        }

        CheckRevisions(list);
    }

    private async Task TakeAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var (name, value) = (script.NameOf(_next), script.ValueOf(_next));
        var revision = value is null
            ? await MapApi.DeleteAsync(http, name, cancellationToken)
            : script.ExistsBefore(_next)
                ? await MapApi.UpdateAsync(http, name, value, cancellationToken)
                : await MapApi.CreateAsync(http, name, value, cancellationToken);
        if (value is not null)
        {
            Assert.True(revision > Revision, $"revision {revision} was given to {name} after {Revision}");
            _acknowledged.Add(new MapVersion(name, value, revision));
        }
    }

    // An object that stands as it was acknowledged still has that revision, and the list is not older than anything that was told.
    private void CheckRevisions(MapList list)
    {
        Assert.True(list.Revision >= Revision, $"the list is of revision {list.Revision}, {Revision} was acknowledged");
        foreach (var last in _acknowledged.GroupBy(write => write.Name).Select(group => group.Last()))
        {
            if (list.Maps.TryGetValue(last.Name, out var map) && map.Value == last.Value)
            {
                Assert.Equal(last.Revision, map.Revision);
            }
        }
    }
}
