using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Contract;

/// <summary>
/// What every <see cref="IStore"/> must do, whatever lies below it. An implementation derives from it and says how a fresh,
/// empty store is opened.
/// </summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    private const string Pods = "/registry/pods/";

    private IStore? _store;

    private IStore Store => _store!;

    public async ValueTask InitializeAsync() => _store = await OpenEmptyAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask<IStore> OpenEmptyAsync();

    private static string Pod(int number) => $"{Pods}default/pod-{number:d5}";

    private async Task CreatePodsAsync(int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(number => Store.CreateAsync(Pod(number), $"{number}")));

    private async Task<long> RevisionOfCreateAsync(string key) => (await Store.CreateAsync(key)).Revision;
}
