using System.Text;
using Tiphys.Storage;
using Tiphys.Storage.Embedded;

namespace Tiphys.Benchmarks.Storage;

/// <summary>A durable store in a directory of its own, and pods of the size that the aims are set for.</summary>
internal sealed class StoreFixture : IAsyncDisposable
{
    public const string Pods = "/registry/pods/";

    private readonly string _directory = Directory.CreateTempSubdirectory("tiphys-bench-").FullName;

    public StoreFixture() => Store = EmbeddedStore.Open(_directory);

    public EmbeddedStore Store { get; }

    public static string Pod(int number) => $"{Pods}namespace-{number % 10}/deployment-5d4f8c7b9-{number:d7}";

    public static byte[] Value(int length) => Encoding.UTF8.GetBytes(new string('x', length));

    public Task FillAsync(int pods) => Task.WhenAll(Enumerable.Range(0, pods).Select(
        number => Store.CreateAsync(Pod(number), Value(2600), null, CancellationToken.None).AsTask()));

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
