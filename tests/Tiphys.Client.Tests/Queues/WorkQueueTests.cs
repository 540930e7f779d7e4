using CsCheck;
using Tiphys.Client.Fakes;
using Tiphys.Client.Queues;

namespace Tiphys.Client.Tests.Queues;

public sealed class WorkQueueTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly WorkQueue<string> _queue;

    public WorkQueueTests() => _queue = new("test", _clock);

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void A_key_added_twice_is_taken_once()
    {
        _queue.Add("a");
        _queue.Add("a");
        Assert.Equal("a", Take());
        Assert.Null(Take());
    }

    [Fact]
    public void A_key_added_while_it_is_worked_on_comes_again_when_that_is_done()
    {
        _queue.Add("a");
        Take();
        _queue.Add("a");
        Assert.Null(Take());
        _queue.Done("a");
        Assert.Equal("a", Take());
        _queue.Done("a");
        Assert.Null(Take());
    }

    [Fact]
    public void A_key_added_for_later_comes_when_it_is_due()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Null(Take());
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("a", Take());
    }

    [Fact]
    public void The_earlier_of_two_delays_counts_and_the_later_one_does_not_come()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(5));
        _queue.AddAfter("a", TimeSpan.FromSeconds(1));
        _queue.AddAfter("a", TimeSpan.FromSeconds(3));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a", Take());
        _queue.Done("a");
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(Take());
    }

    [Fact]
    public void Failures_double_the_delay_up_to_a_thousand_seconds_until_forgotten()
    {
        foreach (var milliseconds in new double[] { 5, 10, 20, 40 })
        {
            _queue.AddAfterFailure("a");
            _clock.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
            Assert.Null(Take());
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal("a", Take());
            _queue.Done("a");
        }

        for (var i = 0; i < 40; i++)
        {
            _queue.AddAfterFailure("a");
            _clock.Advance(TimeSpan.FromSeconds(1000));
            Assert.Equal("a", Take());
            _queue.Done("a");
        }

        _queue.Forget("a");
        _queue.AddAfterFailure("a");
        _clock.Advance(TimeSpan.FromMilliseconds(5));
        Assert.Equal("a", Take());
    }

    [Fact]
    public async Task A_closed_queue_gives_what_it_has_and_then_ends()
    {
        _queue.Add("a");
        _queue.Close();
        _queue.Add("b");
        Assert.True(await _queue.WaitAsync(default));
        Assert.Equal("a", Take());
        Assert.False(await _queue.WaitAsync(default));
    }

    /// <summary>Against the plainest model: sets of keys that wait and keys that are worked on.</summary>
    [Fact]
    public void Any_order_of_calls_keeps_each_key_with_one_worker_and_loses_none() =>
        Gen.Int[0, 2].Select(Gen.Int[0, 3]).List[1, 60].Sample(calls =>
        {
            using var queue = new WorkQueue<int>("test", new ManualClock());
            var (waiting, taken) = (new HashSet<int>(), new HashSet<int>());
            foreach (var (call, key) in calls)
            {
                switch (call)
                {
                    case 0:
                        queue.Add(key);
                        waiting.Add(key);
                        break;
                    case 1:
                        var could = queue.TryTake(out var got);
                        Assert.Equal(waiting.Except(taken).Any(), could);
                        if (could)
                        {
                            Assert.True(waiting.Remove(got) && taken.Add(got));
                        }

                        break;
                    default:
                        queue.Done(key);
                        taken.Remove(key);
                        break;
                }

                Assert.Equal(waiting.Count, queue.Count);
            }
        });

    private string? Take() => _queue.TryTake(out var key) ? key : null;
}
