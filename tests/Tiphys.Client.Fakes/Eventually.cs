namespace Tiphys.Client.Fakes;

/// <summary>Waits in tests for a state, with a deadline.</summary>
public static class Eventually
{
    /// <summary>Looks until the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not hold within the deadline of 20 seconds.</exception>
    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(deadline) > TimeSpan.FromSeconds(20))
            {
                throw new TimeoutException($"not within 20 s: {what}");
            }

            await Task.Delay(5);
        }
    }
}
