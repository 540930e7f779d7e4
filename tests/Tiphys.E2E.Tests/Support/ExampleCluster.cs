namespace Tiphys.E2E.Tests.Support;

/// <summary>A cluster with the example application, shared by the tests that leave it as it was.</summary>
public sealed class ExampleCluster : IAsyncLifetime
{
    internal TestCluster Cluster { get; } = new();

    /// <summary>What <c>tiphys up</c> printed.</summary>
    internal ShellResult Up { get; private set; } = new(-1, "", "");

    public async ValueTask InitializeAsync() => Up = await Cluster.UpAsync(Repository.Example("hello.yaml"));

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class ExampleCollection : ICollectionFixture<ExampleCluster>
{
    public const string Name = "example";
}
