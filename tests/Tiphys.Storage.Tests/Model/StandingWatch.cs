using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Model;

/// <summary>A watch that is read now and then and must have seen everything, or be ended because it is behind.</summary>
internal sealed class StandingWatch(IStoreWatch watch, string prefix, bool exact, long from)
{
    private readonly List<string> _seen = [];
    private bool _ended;

    public void Compare(StoreModel model)
    {
        if (_ended)
            return;
        var expected = model.Events
            .Where(e => e.Revision > from && (exact ? e.Key == prefix : e.Key.StartsWith(prefix, StringComparison.Ordinal)))
            .ToList();
        try
        {
            _seen.AddRange(watch.Drain().Select(e => e.Describe()));
        }
        catch (RevisionCompactedException)
        {
            _ended = true;
            Assert.True(watch.Revision < model.Compacted, "a watch was ended that had read all that was compacted");
            Assert.Equal(expected.Take(_seen.Count).Select(e => e.Text), _seen);
            return;
        }

        Assert.Equal(expected.Select(e => e.Text), _seen);
        Assert.True(watch.Revision >= model.Current);
    }
}
