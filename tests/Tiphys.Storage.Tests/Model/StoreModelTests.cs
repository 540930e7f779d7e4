using CsCheck;
using Tiphys.Storage.Embedded;
using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Model;

/// <summary>Random operations on the store and on <see cref="StoreModel"/> must agree.</summary>
public sealed class StoreModelTests
{
    private static readonly Gen<Operation[]> Operations = Gen.Select(
        Gen.Int[0, 11], Gen.Int[0, 11], Gen.Int[0, 99], Gen.Int[0, 99],
        (type, key, a, b) => new Operation(type, key, a, b)).Array[1, 120];

    [Fact]
    public async Task In_memory_store_agrees_with_the_model() => await Operations.SampleAsync(
        async operations =>
        {
            await using var run = new ModelRun(() => EmbeddedStore.InMemory(), canReopen: false);
            await run.RunAsync(operations);
        },
        iter: 400,
        threads: 1);

    [Fact]
    public async Task Sqlite_store_agrees_with_the_model_also_when_reopened() => await Operations.SampleAsync(
        async operations =>
        {
            using var directory = new TemporaryDirectory();
            await using var run = new ModelRun(() => EmbeddedStore.Open(directory.Path), canReopen: true);
            await run.RunAsync(operations);
        },
        iter: 60,
        threads: 1);
}
