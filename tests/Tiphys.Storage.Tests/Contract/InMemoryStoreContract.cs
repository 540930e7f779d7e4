using Tiphys.Storage.Embedded;

namespace Tiphys.Storage.Tests.Contract;

public sealed class InMemoryStoreContract : StoreContract
{
    protected override ValueTask<IStore> OpenEmptyAsync() => new(EmbeddedStore.InMemory());
}
