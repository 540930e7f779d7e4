namespace Tiphys.E2E.Tests;

/// <summary>Asks an address again and again, each time over a new connection, and counts what comes back.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task<(int Answers, List<string> Failures)> _running;

    public SteadyLoad(string address) => _running = RunAsync(new Uri(address));

    public async Task<(int Answers, List<string> Failures)> StopAsync()
    {
        await _stopping.CancelAsync();
        return await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task<(int Answers, List<string> Failures)> RunAsync(Uri address)
    {
        var answers = 0;
        List<string> failures = [];
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        http.DefaultRequestHeaders.ConnectionClose = true;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Assert.StartsWith("Hello from ", await http.GetStringAsync(address), StringComparison.Ordinal);
                answers++;
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
            {
                failures.Add($"{DateTime.UtcNow:HH:mm:ss.fff} {error.Message}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }

        return (answers, failures);
    }
}
