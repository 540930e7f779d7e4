using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Controllers.Tests.Support;

namespace Tiphys.Controllers.Tests.GarbageCollection;

public sealed class GarbageCollectorTests : IAsyncLifetime
{
    private readonly TestCluster _cluster = new TestCluster().Start();

    private FakeKubernetesClient Client => _cluster.Client;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task In_the_background_dependents_follow_their_owner_down_the_line()
    {
        var owner = Put("owner");
        var child = Put("child", owner);
        Put("grandchild", child);
        Put("other");
        await DeleteAsync("owner", DeletionPropagation.Background);
        await GoneAsync("child", "grandchild");
        Assert.NotNull(Find("other"));
    }

    [Fact]
    public async Task In_the_foreground_an_owner_waits_for_the_dependents_that_block_it()
    {
        var owner = Put("owner");
        Put("child", owner, finalizer: "example.test/wait");
        await DeleteAsync("owner", DeletionPropagation.Foreground);
        await Eventually.TrueAsync(() => Find("child")!.Metadata.DeletionTimestamp is not null, "the deletion of the child");
        Assert.NotNull(Find("owner"));
        var child = Find("child")!;
        await Client.UpdateAsync(child with { Metadata = child.Metadata with { Finalizers = default } }, null, default);
        await GoneAsync("child", "owner");
    }

    [Fact]
    public async Task In_the_foreground_whole_lines_go_from_the_end()
    {
        var owner = Put("owner");
        var child = Put("child", owner);
        Put("grandchild", child);
        await DeleteAsync("owner", DeletionPropagation.Foreground);
        await GoneAsync("grandchild", "child", "owner");
    }

    [Fact]
    public async Task Orphans_stay_without_their_owner()
    {
        var owner = Put("owner");
        Put("child", owner);
        await Eventually.TrueAsync(() => Find("child") is not null, "the child");
        await DeleteAsync("owner", DeletionPropagation.Orphan);
        await GoneAsync("owner");
        await Eventually.TrueAsync(() => Find("child")!.Metadata.OwnerReferences.IsEmpty, "an orphan");
    }

    [Fact]
    public async Task One_of_two_owners_that_goes_is_taken_off()
    {
        var first = Put("first");
        var second = Put("second");
        Put("child", first, second);
        await DeleteAsync("first", DeletionPropagation.Background);
        await Eventually.TrueAsync(() => Find("child")!.Metadata.OwnerReferences is [{ Name: "second" }], "one owner");
        await DeleteAsync("second", DeletionPropagation.Background);
        await GoneAsync("child");
    }

    [Fact]
    public async Task An_owner_that_never_was_is_dangling_and_one_of_an_unknown_kind_is_not()
    {
        var kept = Put("kept");
        Client.Put(kept with { Metadata = kept.Metadata with { OwnerReferences = [Reference(kept) with { APIVersion = "example.test/v1", Kind = "Thing", UID = "x" }] } });
        Put("stray", Put("ghost") with { Metadata = ObjectMeta.Empty with { Name = "ghost", UID = "never" } });
        await GoneAsync("stray");
        Assert.NotNull(Find("kept"));
    }

    [Fact]
    public async Task An_owner_in_another_namespace_is_none()
    {
        var owner = Client.Put(ConfigMap.Empty with { Metadata = ObjectMeta.Empty with { Namespace = "elsewhere", Name = "owner" } });
        Put("child", owner);
        await GoneAsync("child");
    }

    [Fact]
    public async Task A_circle_in_the_foreground_goes_whole()
    {
        var a = Put("a");
        var b = Put("b", a);
        Client.Put(Find("a")! with { Metadata = Find("a")!.Metadata with { OwnerReferences = [Reference(b)] } });
        await DeleteAsync("a", DeletionPropagation.Foreground);
        await GoneAsync("a", "b");
    }

    private static OwnerReference Reference(ConfigMap owner) => OwnerReference.Empty with
    {
        APIVersion = "v1",
        Kind = "ConfigMap",
        Name = owner.Metadata.Name,
        UID = owner.Metadata.UID,
        BlockOwnerDeletion = true,
    };

    private ConfigMap Put(string name, ConfigMap? owner = null, ConfigMap? second = null, string? finalizer = null) => Client.Put(ConfigMap.Empty with
    {
        Metadata = ObjectMeta.Empty with
        {
            Namespace = "default",
            Name = name,
            OwnerReferences = new[] { owner, second }.OfType<ConfigMap>().Select(Reference).ToApiList(),
            Finalizers = finalizer is null ? default : [finalizer],
        },
    });

    private ConfigMap? Find(string name) => Client.Find<ConfigMap>("default", name);

    private Task DeleteAsync(string name, string policy) =>
        Client.DeleteAsync<ConfigMap>("default", name, DeleteOptions.Empty with { PropagationPolicy = policy }, default);

    private Task GoneAsync(params string[] names) => Eventually.TrueAsync(() => names.All(name => Find(name) is null), $"{string.Join(", ", names)} gone");
}
