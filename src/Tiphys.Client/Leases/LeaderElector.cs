using Microsoft.Extensions.Logging;
using Tiphys.Api.Coordination.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Client.Leases;

/// <summary>
/// Elects one of several processes by a Lease (k8s.io/client-go, <c>tools/leaderelection</c>). Clocks of different machines are never
/// compared: a Lease has run out when it did not change for its duration, by the clock of the one that looks.
/// </summary>
public sealed partial class LeaderElector
{
    private readonly IKubernetesClient _client;
    private readonly LeaderElectionOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private LeaseSpec? _observed;
    private long _observedAt;

    /// <summary>One that stands for election when it runs.</summary>
    /// <exception cref="ArgumentException">The times do not fit together.</exception>
    public LeaderElector(IKubernetesClient client, LeaderElectionOptions options, TimeProvider clock, ILogger logger)
    {
        options.Validate();
        _client = client;
        _options = options;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>
    /// Waits to become leader, and then leads until the caller stops, <paramref name="lead"/> ends or the Lease is lost; the token of
    /// <paramref name="lead"/> is cancelled then, and it has ended when this returns.
    /// </summary>
    public async Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        while (!await TryAcquireOrRenewAsync(cancellationToken))
        {
            await Task.Delay(Jittered(_options.RetryPeriod), _clock, cancellationToken);
        }

        Log.Leads(_logger, _options.LeaseName, _options.Identity);
        using var term = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = lead(term.Token);
        try
        {
            await RenewAsync(work, term.Token);
        }
        finally
        {
            await term.CancelAsync();
            try
            {
                await work;
            }
            catch (OperationCanceledException) when (term.IsCancellationRequested)
            {
                // The term is over.
            }
            finally
            {
                await ReleaseAsync();
            }
        }
    }

    private async Task RenewAsync(Task work, CancellationToken cancellationToken)
    {
        var renewedAt = _clock.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested && !work.IsCompleted)
        {
            var pause = Task.Delay(_options.RetryPeriod, _clock, cancellationToken);
            await Task.WhenAny(work, pause);
            if (work.IsCompleted || cancellationToken.IsCancellationRequested)
            {
                return;
            }

            var left = _options.RenewDeadline - _clock.GetElapsedTime(renewedAt);
            if (left > TimeSpan.Zero && await TryRenewWithinAsync(left, cancellationToken))
            {
                renewedAt = _clock.GetTimestamp();
            }
            else if (_clock.GetElapsedTime(renewedAt) >= _options.RenewDeadline)
            {
                Log.Lost(_logger, _options.LeaseName, _options.Identity);
                return;
            }
        }
    }

    private async Task<bool> TryRenewWithinAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await TryAcquireOrRenewAsync(both.Token);
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>True when this one holds the Lease now.</summary>
    internal async Task<bool> TryAcquireOrRenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            var lease = await FindAsync(cancellationToken);
            if (lease is null)
            {
                Observe((await _client.CreateAsync(NewLease(), cancellationToken)).Spec);
                return true;
            }

            if (_observed != lease.Spec)
            {
                Observe(lease.Spec);
            }

            if (HeldByOther(lease.Spec))
            {
                return false;
            }

            Observe((await _client.UpdateAsync(lease with { Spec = Taken(lease.Spec) }, null, cancellationToken)).Spec);
            return true;
        }
        catch (ApiException error) when (error.IsConflict || error.IsAlreadyExists)
        {
            // Another was faster.
            return false;
        }
        catch (Exception error) when (error is ApiException or HttpRequestException or TimeoutException or IOException)
        {
            Log.Failed(_logger, error, _options.LeaseName);
            return false;
        }
    }

    private async Task<Lease?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _client.GetAsync<Lease>(_options.Namespace, _options.LeaseName, cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    private void Observe(LeaseSpec spec)
    {
        _observed = spec;
        _observedAt = _clock.GetTimestamp();
    }

    private bool HeldByOther(LeaseSpec spec) =>
        !string.IsNullOrEmpty(spec.HolderIdentity) && spec.HolderIdentity != _options.Identity
            && _clock.GetElapsedTime(_observedAt) < TimeSpan.FromSeconds(spec.LeaseDurationSeconds ?? 0);

    private Lease NewLease() => Lease.Empty with
    {
        Metadata = ObjectMeta.Empty with { Namespace = _options.Namespace, Name = _options.LeaseName },
        Spec = Taken(LeaseSpec.Empty) with { LeaseTransitions = 0 },
    };

    private LeaseSpec Taken(LeaseSpec spec)
    {
        var mine = spec.HolderIdentity == _options.Identity;
        var now = MicroTime.Now(_clock);
        return spec with
        {
            HolderIdentity = _options.Identity,
            LeaseDurationSeconds = (int)_options.LeaseDuration.TotalSeconds,
            AcquireTime = mine ? spec.AcquireTime : now,
            RenewTime = now,
            LeaseTransitions = (spec.LeaseTransitions ?? 0) + (mine ? 0 : 1),
        };
    }

    private async Task ReleaseAsync()
    {
        if (!_options.ReleaseOnStop)
        {
            return;
        }

        // The caller has stopped already: this short courtesy has a deadline of its own.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(5), _clock);
        try
        {
            if (await FindAsync(deadline.Token) is { } lease && lease.Spec.HolderIdentity == _options.Identity)
            {
                var now = MicroTime.Now(_clock);
                var free = lease.Spec with { HolderIdentity = "", LeaseDurationSeconds = 1, RenewTime = now, AcquireTime = now };
                await _client.UpdateAsync(lease with { Spec = free }, null, deadline.Token);
            }
        }
        catch (Exception error) when (error is ApiException or HttpRequestException or TimeoutException or IOException or OperationCanceledException)
        {
            // Others wait for the Lease to run out instead.
            Log.Failed(_logger, error, _options.LeaseName);
        }
    }

    private static TimeSpan Jittered(TimeSpan period) => period * (1 + (Random.Shared.NextDouble() * 0.2));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Identity} leads by lease {Lease}")]
        public static partial void Leads(ILogger logger, string lease, string identity);

        [LoggerMessage(2, LogLevel.Warning, "{Identity} could not renew lease {Lease} in time and leads no more")]
        public static partial void Lost(ILogger logger, string lease, string identity);

        [LoggerMessage(3, LogLevel.Warning, "lease {Lease} could not be read or written")]
        public static partial void Failed(ILogger logger, Exception error, string lease);
    }
}
