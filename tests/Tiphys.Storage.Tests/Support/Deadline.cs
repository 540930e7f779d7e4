namespace Tiphys.Storage.Tests.Support;

/// <summary>How long a test waits for what must happen. Generous: it only matters when a test fails.</summary>
internal static class Deadline
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static CancellationToken Token() => new CancellationTokenSource(Limit).Token;
}
