namespace Tiphys.Controllers.Shared;

/// <summary>
/// Does the same thing many times, first once and then twice as many at a time while it works, so that a failure that all would share is met
/// once and not a thousand times.
/// </summary>
internal static class SlowStart
{
    /// <summary>How many calls succeeded, and the first failure.</summary>
    public static async Task<(int Succeeded, Exception? Failure)> RunAsync(int count, Func<Task> call)
    {
        var succeeded = 0;
        for (var batch = Math.Min(1, count); batch > 0; batch = Math.Min(batch * 2, count - succeeded))
        {
            var calls = Enumerable.Range(0, batch).Select(_ => AttemptAsync(call)).ToList();
            var failures = (await Task.WhenAll(calls)).OfType<Exception>().ToList();
            succeeded += batch - failures.Count;
            if (failures.Count > 0)
            {
                return (succeeded, failures[0]);
            }
        }

        return (succeeded, null);
    }

    private static async Task<Exception?> AttemptAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (Exception error)
        {
            // Handed back, so that all of a batch end before the first failure is reported.
            return error;
        }
    }
}
