using CsCheck;
using Tiphys.Api.FlowControl.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.FlowControl.Levels;
using Tiphys.ApiServer.FlowControl.Queuing;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.Tests.FlowControl;

public sealed class QueueSetTests : IDisposable
{
    private readonly List<FlowRequest> _dispatched = [];
    private readonly PriorityLevel _level = new("l", TimeProvider.System);
    private readonly FlowSchemaMatch _schema;
    private readonly QueueSet _queues;

    public QueueSetTests()
    {
        _schema = new(
            new FlowSchema { Metadata = new ObjectMeta { Name = "s" }, Spec = new FlowSchemaSpec { DistinguisherMethod = new FlowDistinguisherMethod { Type = "ByUser" } } },
            _level);
        _queues = new(_dispatched.Add);
    }

    public void Dispose() => _level.Dispose();

    [Fact]
    public void A_free_seat_is_taken_at_once_and_a_taken_one_waited_for()
    {
        _queues.Configure(new(8, 2, 10), 1, At(0));
        var (first, second) = (Of("a"), Of("b"));
        Assert.Equal(StartOutcome.Executing, _queues.Start(first, At(0)));
        Assert.Equal(StartOutcome.Waiting, _queues.Start(second, At(1)));
        Assert.True(_queues.Finish(first, At(2)));
        Assert.Equal([second], _dispatched);
        Assert.True(_queues.Finish(second, At(3)));
        Assert.False(_queues.Finish(second, At(4)));
        Assert.True(_queues.IsIdle);
        Assert.Equal(0, _queues.SeatsInUse);
    }

    [Fact]
    public void Without_queues_what_finds_no_seat_is_refused()
    {
        _queues.Configure(QueueSetOptions.Reject, 1, At(0));
        Assert.Equal(StartOutcome.Executing, _queues.Start(Of("a"), At(0)));
        Assert.Equal(StartOutcome.NoSeat, _queues.Start(Of("a"), At(0)));
    }

    [Fact]
    public void A_full_queue_refuses()
    {
        _queues.Configure(new(1, 1, 2), 1, At(0));
        var outcomes = Enumerable.Range(0, 4).Select(_ => _queues.Start(Of("a"), At(0))).ToList();
        Assert.Equal([StartOutcome.Executing, StartOutcome.Waiting, StartOutcome.Waiting, StartOutcome.QueueFull], outcomes);
    }

    [Fact]
    public void What_is_exempt_never_waits()
    {
        _queues.Configure(QueueSetOptions.Unlimited, 0, At(0));
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.Equal(StartOutcome.Executing, _queues.Start(Of("a"), At(0))));
    }

    [Fact]
    public void Seats_linger_for_the_watchers_of_a_change()
    {
        _queues.Configure(new(8, 2, 10), 2, At(0));
        var change = Of("a", new(1, 2, TimeSpan.FromMilliseconds(5)));
        _queues.Start(change, At(0));
        var next = Of("b");
        Assert.Equal(StartOutcome.Waiting, _queues.Start(next, At(1)));
        _queues.Finish(change, At(2));
        Assert.Empty(_dispatched);
        Assert.Equal(At(7), _queues.NextRelease);
        _queues.Advance(At(7));
        Assert.Equal([next], _dispatched);
    }

    [Fact]
    public void A_wide_request_is_not_passed_for_ever()
    {
        _queues.Configure(new(16, 1, 100), 4, At(0));
        var running = Enumerable.Range(0, 4).Select(_ => Of("narrow")).ToList();
        running.ForEach(each => _queues.Start(each, At(0)));
        var wide = Of("wide", new(4));
        _queues.Start(wide, At(1));
        var ended = 0;
        for (var time = 2; !_dispatched.Contains(wide); time++)
        {
            Assert.True(time < 100, "the wide request starves");
            _queues.Start(Of("narrow"), At(time));
            var next = running.Concat(_dispatched).Skip(ended++).First();
            _queues.Finish(next, At(time));
        }
    }

    [Fact]
    public void A_flood_leaves_others_their_share()
    {
        // One user floods with lists of four seats, three others ask one after the other.
        _queues.Configure(new(64, 6, 50), 8, At(0));
        var served = new Dictionary<string, int>(StringComparer.Ordinal);
        var running = new Queue<FlowRequest>();
        string[] users = ["flood", "a", "b", "c"];
        var pending = users.ToDictionary(user => user, _ => 0, StringComparer.Ordinal);
        for (var time = 0; time < 2000; time++)
        {
            foreach (var user in users)
            {
                while (pending[user] < (user == "flood" ? 200 : 20) && Of(user, user == "flood" ? new(4) : new(1)) is var request)
                {
                    if (_queues.Start(request, At(time)) == StartOutcome.QueueFull)
                    {
                        break;
                    }

                    pending[user]++;
                    if (request.Queue is null)
                    {
                        running.Enqueue(request);
                    }
                }
            }

            _dispatched.ForEach(running.Enqueue);
            _dispatched.Clear();
            for (var i = running.Count; i > 0; i--)
            {
                var ended = running.Dequeue();
                pending[ended.User.Name]--;
                served[ended.User.Name] = served.GetValueOrDefault(ended.User.Name) + ended.Work.InitialSeats;
                _queues.Finish(ended, At(time) + TimeSpan.FromMilliseconds(0.9));
            }
        }

        var fair = served.Values.Sum() / 4.0;
        Assert.All(served, each => Assert.InRange(each.Value, fair * 0.6, fair * 1.6));
    }

    [Fact]
    public void Whatever_happens_seats_are_never_exceeded_and_nothing_is_lost() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 5], Gen.Int[1, 6], Gen.Int[0, 3]).List[1, 300].Sample(steps =>
        {
            var (limit, refused, cancelled, started, finished) = (5, 0, 0, 0, 0);
            var granted = new List<FlowRequest>();
            var queues = new QueueSet(granted.Add);
            queues.Configure(new(6, 2, 4), limit, At(0));
            var all = new List<FlowRequest>();
            for (var i = 0; i < steps.Count; i++)
            {
                var (what, user, seats, latency) = steps[i];
                if (what < 5)
                {
                    var request = Of("u" + user, new(seats, latency, TimeSpan.FromMilliseconds(latency)));
                    started++;
                    var outcome = queues.Start(request, At(i));
                    refused += outcome == StartOutcome.QueueFull ? 1 : 0;
                    if (outcome != StartOutcome.QueueFull)
                    {
                        all.Add(request);
                    }
                }
                else if (all.Count > 0)
                {
                    var request = all[(user * 7 + seats) % all.Count];
                    if (what < 8)
                    {
                        finished += queues.Finish(request, At(i)) ? 1 : 0;
                    }
                    else
                    {
                        cancelled += queues.Cancel(request, At(i)) ? 1 : 0;
                    }
                }

                Assert.InRange(queues.SeatsInUse, 0, limit);
                Assert.Equal(all.Count(each => each.State == FlowState.Waiting), queues.Waiting);
                Assert.Equal(all.Count(each => each.State == FlowState.Executing), queues.Executing);
                Assert.Equal(started, refused + cancelled + finished + queues.Waiting + queues.Executing);

                // Nobody waits while every seat is free.
                Assert.True(queues.Waiting == 0 || queues.SeatsInUse > 0);
            }

            // Everything that waits is served once the others end.
            for (var time = steps.Count + 1000; !queues.IsIdle || queues.NextRelease is not null; time += 1000)
            {
                queues.Advance(At(time));
                if (all.Find(each => each.State == FlowState.Executing) is { } next)
                {
                    queues.Finish(next, At(time));
                }
            }

            Assert.Equal((0, 0, 0, 0), (queues.Waiting, queues.Executing, queues.SeatsInUse, queues.SeatsWaiting));
            Assert.All(queues.Queues, queue => Assert.Equal((0, 0), (queue.SeatsInUse, queue.SeatsWaiting)));
        });

    [Fact]
    public void Fewer_queues_serve_what_waits_in_the_others()
    {
        _queues.Configure(new(16, 2, 10), 1, At(0));
        var all = Enumerable.Range(0, 10).Select(number => Of("u" + number)).ToList();
        all.ForEach(each => _queues.Start(each, At(0)));
        _queues.Configure(new(1, 1, 10), 1, At(1));
        for (var time = 2; all.Find(each => each.State == FlowState.Executing) is { } next; time++)
        {
            _queues.Finish(next, At(time));
        }

        Assert.True(_queues.IsIdle);
        Assert.Single(_queues.Queues);
    }

    [Fact]
    public void A_hand_holds_different_queues() => Gen.Select(Gen.ULong, Gen.Int[1, 128], Gen.Int[1, 8]).Sample(given =>
    {
        var (hash, deck, size) = given;
        var hand = new int[Math.Min(size, deck)];
        ShuffleSharding.Deal(hash, deck, hand);
        Assert.Equal(hand.Length, hand.Distinct().Count());
        Assert.All(hand, card => Assert.InRange(card, 0, deck - 1));
    });

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private FlowRequest Of(string user, WorkEstimate? work = null) =>
        new(_schema, new RequestInfo { Path = "/", Verb = "get" }, new UserInfo { Name = user }, work ?? WorkEstimate.One);
}
