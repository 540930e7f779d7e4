using Tiphys.Storage.Embedded;
using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Contract;

public sealed class SqliteStoreContract : StoreContract
{
    private readonly TemporaryDirectory _directory = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }

    protected override ValueTask<IStore> OpenEmptyAsync() => new(EmbeddedStore.Open(_directory.Path));
}
