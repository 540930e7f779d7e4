namespace Tiphys.Kubelet.Tests.Server;

/// <summary>Waits for something that comes soon.</summary>
internal static class Soon
{
    public static async Task<T> GetAsync<T>(Func<T?> find)
        where T : class
    {
        T? found = null;
        await Client.Fakes.Eventually.TrueAsync(() => (found = find()) is not null, "found");
        return found!;
    }

    public static Task TrueAsync(Func<bool> condition) => Client.Fakes.Eventually.TrueAsync(condition, "true");
}
