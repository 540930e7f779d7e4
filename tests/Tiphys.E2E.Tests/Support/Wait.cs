namespace Tiphys.E2E.Tests.Support;

/// <summary>Waits for what comes about without telling.</summary>
internal static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is not null.</summary>
    public static async Task<T> ForAsync<T>(string what, Func<Task<T?>> ask)
        where T : class
    {
        var end = DateTime.UtcNow + Patience;
        while (true)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            Assert.True(DateTime.UtcNow < end, $"still not: {what}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>Asks until the answer is yes.</summary>
    public static Task UntilAsync(string what, Func<Task<bool>> ask) => ForAsync(what, async () => await ask() ? what : null);
}
