using System.Globalization;
using System.Threading.Channels;
using Tiphys.Api.Errors;
using Tiphys.Client;

namespace Tiphys.Client.Fakes;

/// <summary>The objects and changes of one kind; whoever uses it holds the fake's lock.</summary>
internal sealed class FakeStore<T>
    where T : class, IKubernetesObject<T>
{
    private readonly List<(long Version, WatchNotice<T> Notice, T? Before)> _changes = [];
    private long _compacted;

    public Dictionary<ObjectKey, T> Objects { get; } = [];

    public List<FakeWatch<T>> Watches { get; } = [];

    public T? Find(ObjectKey key) => Objects.GetValueOrDefault(key);

    public void Write(WatchNoticeType type, T value, long version)
    {
        var key = ObjectKey.Of(value);
        var before = Objects.GetValueOrDefault(key);
        if (type == WatchNoticeType.Deleted)
        {
            Objects.Remove(key);
        }
        else
        {
            Objects[key] = value;
        }

        var notice = new WatchNotice<T>(type, value, value.Metadata.ResourceVersion);
        _changes.Add((version, notice, before));
        Watches.ForEach(watch => watch.Tell(notice, before));
    }

    public void Compact(long version)
    {
        _changes.Clear();
        _compacted = version;
    }

    public FakeWatch<T> Watch(WatchRequest request, Func<T, bool> selection, long version)
    {
        var watch = new FakeWatch<T>(selection);
        if (request.SendInitialEvents || string.IsNullOrEmpty(request.ResourceVersion))
        {
            foreach (var value in Objects.Values)
            {
                watch.Tell(new(WatchNoticeType.Added, value, value.Metadata.ResourceVersion), null);
            }

            if (request.SendInitialEvents)
            {
                watch.Tell(new(WatchNoticeType.Bookmark, null, version.ToString(CultureInfo.InvariantCulture), EndsInitialEvents: true), null);
            }
        }
        else
        {
            var from = long.Parse(request.ResourceVersion, CultureInfo.InvariantCulture);
            if (from < _compacted)
            {
                throw StatusErrors.Expired($"too old resource version: {from} ({_compacted})");
            }

            foreach (var (_, notice, before) in _changes.Where(change => change.Version > from))
            {
                watch.Tell(notice, before);
            }
        }

        Watches.Add(watch);
        return watch;
    }
}

/// <summary>One watch: a change that moves an object into or out of the selection is told as its addition or deletion.</summary>
internal sealed class FakeWatch<T>(Func<T, bool> selection)
    where T : class, IKubernetesObject<T>
{
    private readonly Channel<WatchNotice<T>> _notices = Channel.CreateUnbounded<WatchNotice<T>>();

    public ChannelReader<WatchNotice<T>> Notices => _notices.Reader;

    public void End(Exception? error) => _notices.Writer.TryComplete(error);

    public void Tell(WatchNotice<T> notice, T? before)
    {
        if (notice.Object is not { } value)
        {
            _notices.Writer.TryWrite(notice);
            return;
        }

        var (was, isNow) = (before is not null && selection(before), notice.Type != WatchNoticeType.Deleted && selection(value));
        WatchNoticeType? type = (was, isNow) switch
        {
            (true, true) => WatchNoticeType.Modified,
            (true, false) => WatchNoticeType.Deleted,
            (false, true) => WatchNoticeType.Added,
            _ => null,
        };
        if (type is { } told)
        {
            _notices.Writer.TryWrite(notice with { Type = told });
        }
    }
}
