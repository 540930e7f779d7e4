using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Events;
using Tiphys.Client.Fakes;

namespace Tiphys.Client.Tests.Events;

public sealed class EventRecorderTests : IAsyncLifetime
{
    private static readonly Pod Pod = Pod.Empty with { Metadata = ObjectMeta.Empty with { Namespace = "n", Name = "p", UID = "u" } };
    private readonly ManualClock _clock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly FakeKubernetesClient _client;
    private readonly EventRecorder _recorder;
    private Task _run = Task.CompletedTask;

    public EventRecorderTests()
    {
        _client = new(_clock);
        _recorder = new(_client, "test", "host", _clock, NullLogger.Instance);
    }

    public ValueTask InitializeAsync()
    {
        _run = _recorder.RunAsync(_stop.Token);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    [Fact]
    public async Task What_happens_twice_is_one_event_with_a_count()
    {
        _recorder.Record(Pod, "Warning", "Failed", "it broke");
        await Eventually.TrueAsync(() => _client.All<Event>().Count == 1, "the event");
        _clock.Advance(TimeSpan.FromSeconds(5));
        _recorder.Record(Pod, "Warning", "Failed", "it broke");
        await Eventually.TrueAsync(() => _client.All<Event>().Single().Count == 2, "the count");
        var written = _client.All<Event>().Single();
        Assert.Equal(("n", "it broke", "test", "Pod", "u"), (written.Metadata.Namespace, written.Message, written.Source.Component, written.InvolvedObject.Kind, written.InvolvedObject.UID));
        Assert.Equal(TimeSpan.FromSeconds(5), written.LastTimestamp - written.FirstTimestamp);
    }

    [Fact]
    public async Task An_event_that_is_gone_begins_anew()
    {
        _recorder.Record(Pod, "Normal", "Started", "it runs");
        await Eventually.TrueAsync(() => _client.All<Event>().Count == 1, "the event");
        _client.Remove<Event>("n", _client.All<Event>().Single().Metadata.Name);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _recorder.Record(Pod, "Normal", "Started", "it runs");
        await Eventually.TrueAsync(() => _client.All<Event>().Count == 1, "a new event");
        Assert.Equal(1, _client.All<Event>().Single().Count);
    }

    [Fact]
    public void An_object_that_floods_is_held_to_its_burst_and_refilled_slowly()
    {
        var correlator = new EventCorrelator();
        var start = _clock.GetUtcNow();
        Assert.Equal(25, Enumerable.Range(0, 100).Count(_ => correlator.Decide(What("same", start)) is not null));
        Assert.NotNull(correlator.Decide(What("same", start + TimeSpan.FromMinutes(5.01))));
        Assert.Null(correlator.Decide(What("same", start + TimeSpan.FromMinutes(5.02))));
    }

    [Fact]
    public void Many_that_differ_only_in_their_message_are_combined()
    {
        var correlator = new EventCorrelator();
        var decisions = Enumerable.Range(0, 15).Select(i => correlator.Decide(What($"message {i}", _clock.GetUtcNow()))!).ToList();
        Assert.All(decisions[..10], decision => Assert.True(decision.IsNew));
        Assert.StartsWith("(combined from similar events): message 10", decisions[10].Message, StringComparison.Ordinal);
        Assert.Equal((false, 5), (decisions[14].IsNew, decisions[14].Count));
    }

    private static Occurrence What(string message, DateTimeOffset time) =>
        new(ObjectReference.Empty with { Kind = "Pod", Namespace = "n", Name = "p" }, "Warning", "Failed", message, time);
}
