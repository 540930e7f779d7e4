namespace Tiphys.Containers.Registry;

/// <summary>Waits between attempts: doubling, with jitter, bounded.</summary>
internal sealed class RetryPolicy(RegistryOptions options)
{
    /// <summary>Runs an action again while it fails with a transient reason and attempts are left.</summary>
    public async Task<T> RunAsync<T>(bool retry, Func<Task<T>> action, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await action();
            }
            catch (ImageException e) when (RegistryErrors.IsTransient(e) && retry && attempt < options.MaxAttempts)
            {
                await WaitAsync(attempt, cancellationToken);
            }
        }
    }

    /// <param name="attempt">How many have failed in a row, from 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitAsync(int attempt, CancellationToken cancellationToken)
    {
        var longest = Math.Min(options.MaxBackOff.TotalMilliseconds, options.InitialBackOff.TotalMilliseconds * Math.Pow(2, attempt - 1));
        // Half fixed, half random, so that nodes that failed together do not come back together.
        var delay = TimeSpan.FromMilliseconds(longest * (0.5 + (Random.Shared.NextDouble() / 2)));
        return Task.Delay(delay, options.TimeProvider, cancellationToken);
    }
}
