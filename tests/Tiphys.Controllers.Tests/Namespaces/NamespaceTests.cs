using Tiphys.Api.Apps.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Controllers.Tests.Support;

namespace Tiphys.Controllers.Tests.Namespaces;

public sealed class NamespaceTests : IAsyncLifetime
{
    private readonly TestCluster _cluster = new TestCluster().Start();

    private FakeKubernetesClient Client => _cluster.Client;

    public ValueTask InitializeAsync()
    {
        Client.Put(Namespace.Empty with
        {
            Metadata = ObjectMeta.Empty with { Name = "a" },
            Spec = NamespaceSpec.Empty with { Finalizers = ["kubernetes"] },
            Status = NamespaceStatus.Empty with { Phase = "Active" },
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Its_content_goes_and_then_it_goes_itself()
    {
        await Eventually.TrueAsync(() => Client.Find<ServiceAccount>("a", "default") is not null, "the account");
        Client.Put(Secret.Empty with { Metadata = Meta("s") });
        Client.Put(Deployment.Empty with { Metadata = Meta("d"), Spec = DeploymentSpec.Empty with { Replicas = 0 } });
        Client.Put(Secret.Empty with { Metadata = Meta("s") with { Namespace = "other" } });
        await Client.DeleteAsync<Namespace>(null, "a", null, default);
        await Eventually.TrueAsync(() => Client.Find<Namespace>(null, "a") is null, "the end of the namespace");
        Assert.Equal("other", Client.All<Secret>().Single().Metadata.Namespace);
        Assert.Empty(Client.All<ServiceAccount>());
        Assert.Empty(Client.All<Deployment>());
    }

    [Fact]
    public async Task Pods_go_before_everything_else()
    {
        Client.PodsTerminateGracefully = true;
        Client.Put(Pods.Named("p", "a", "n"));
        Client.Put(Secret.Empty with { Metadata = Meta("s") });
        await Client.DeleteAsync<Namespace>(null, "a", null, default);
        await Eventually.TrueAsync(() => Condition("NamespaceContentRemaining") is { Status: "True" }, "the condition");
        Assert.Equal("Some resources are remaining: pods. has 1 resource instances", Condition("NamespaceContentRemaining")!.Message);
        Assert.NotNull(Client.Find<Secret>("a", "s"));
        Client.Remove<Pod>("a", "p");
        await Eventually.TrueAsync(() => Client.Find<Namespace>(null, "a") is null, "the end of the namespace");
        Assert.Empty(Client.All<Secret>());
    }

    [Fact]
    public async Task An_object_that_waits_for_its_finalizer_holds_the_namespace_and_is_named()
    {
        Client.Put(Secret.Empty with { Metadata = Meta("s") with { Finalizers = ["example.test/wait"] } });
        await Client.DeleteAsync<Namespace>(null, "a", null, default);
        await Eventually.TrueAsync(() => Condition("NamespaceFinalizersRemaining") is { Status: "True" }, "the condition");
        Assert.Equal(
            "Some content in the namespace has finalizers remaining: example.test/wait in 1 resource instances", Condition("NamespaceFinalizersRemaining")!.Message);
        var secret = Client.Find<Secret>("a", "s")!;
        await Client.UpdateAsync(secret with { Metadata = secret.Metadata with { Finalizers = default } }, null, default);
        await Eventually.TrueAsync(() => Client.Find<Namespace>(null, "a") is null, "the end of the namespace");
    }

    private static ObjectMeta Meta(string name) => ObjectMeta.Empty with { Namespace = "a", Name = name };

    private NamespaceCondition? Condition(string type) => Client.Find<Namespace>(null, "a")?.Status.Conditions.FirstOrDefault(c => c.Type == type);
}
