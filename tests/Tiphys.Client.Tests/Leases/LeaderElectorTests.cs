using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.Coordination.V1;
using Tiphys.Api.Errors;
using Tiphys.Client.Fakes;
using Tiphys.Client.Leases;

namespace Tiphys.Client.Tests.Leases;

public sealed class LeaderElectorTests
{
    private readonly ManualClock _clock = new();
    private readonly FakeKubernetesClient _client;

    public LeaderElectorTests() => _client = new(_clock);

    [Fact]
    public async Task The_first_leads_and_the_second_waits_until_the_lease_runs_out()
    {
        var (a, b) = (Elector("a"), Elector("b"));
        Assert.True(await a.TryAcquireOrRenewAsync(default));
        Assert.False(await b.TryAcquireOrRenewAsync(default));
        _clock.Advance(TimeSpan.FromSeconds(14));
        Assert.True(await a.TryAcquireOrRenewAsync(default));
        Assert.False(await b.TryAcquireOrRenewAsync(default));
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.True(await b.TryAcquireOrRenewAsync(default));
        Assert.False(await a.TryAcquireOrRenewAsync(default));
        var lease = _client.Find<Lease>("kube-system", "test")!;
        Assert.Equal(("b", 1, 15), (lease.Spec.HolderIdentity, lease.Spec.LeaseTransitions, lease.Spec.LeaseDurationSeconds));
    }

    [Fact]
    public async Task A_leader_that_ends_gives_the_lease_up()
    {
        await Elector("a").RunAsync(_ => Task.CompletedTask, default);
        Assert.Equal("", _client.Find<Lease>("kube-system", "test")!.Spec.HolderIdentity);
        Assert.True(await Elector("b").TryAcquireOrRenewAsync(default));
    }

    [Fact]
    public async Task A_leader_that_cannot_renew_stops_its_work_after_the_deadline()
    {
        var ended = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        var run = Elector("a").RunAsync(
            async term =>
            {
                started.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, term).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                ended.SetResult();
            },
            default);
        await started.Task;
        _client.React(request => request.Resource == "leases" && request.Verb == "get" ? StatusErrors.ServiceUnavailable("gone") : null);
        await Eventually.TrueAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(500));
                return run.IsCompleted;
            },
            "the end of the term");
        Assert.True(ended.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public void Times_that_do_not_fit_together_are_refused() =>
        Assert.Throws<ArgumentException>(() => new LeaderElector(
            _client,
            new() { LeaseName = "x", Identity = "a", RenewDeadline = TimeSpan.FromSeconds(15) },
            _clock,
            NullLogger.Instance));

    private LeaderElector Elector(string identity) =>
        new(_client, new() { LeaseName = "test", Identity = identity }, _clock, NullLogger.Instance);
}
