using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Tests.Support;

namespace Tiphys.ApiServer.Tests.Handlers;

public sealed class WriteTests
{
    [Fact]
    public async Task A_created_object_has_identity_and_can_be_read()
    {
        await using var server = await TestServer.StartAsync();
        var created = await server.CreateMapAsync("a", ("app", "web"));
        Assert.NotEqual("", created.Metadata.UID);
        Assert.NotEqual("", created.Metadata.ResourceVersion);
        Assert.False(created.Metadata.CreationTimestamp.IsZero);
        var read = await server.Client.GetAsync<ConfigMap>("default", "a", TestServer.Deadline);
        Assert.Same(created, read);
    }

    [Fact]
    public async Task A_second_create_of_the_same_name_fails()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateMapAsync("a");
        var error = await Assert.ThrowsAsync<ApiException>(() => server.CreateMapAsync("a"));
        Assert.True(error.IsAlreadyExists);
        Assert.Equal("configmaps \"a\" already exists", error.Message);
    }

    [Fact]
    public async Task Generated_names_differ_and_keep_their_prefix()
    {
        await using var server = await TestServer.StartAsync();
        var map = TestServer.Map("") with { Metadata = new ObjectMeta { GenerateName = "a-", Namespace = "default" } };
        var first = await server.Client.CreateAsync(map, TestServer.Deadline);
        var second = await server.Client.CreateAsync(map, TestServer.Deadline);
        Assert.StartsWith("a-", first.Metadata.Name, StringComparison.Ordinal);
        Assert.Equal(7, first.Metadata.Name.Length);
        Assert.NotEqual(first.Metadata.Name, second.Metadata.Name);
    }

    [Fact]
    public async Task A_create_in_a_missing_namespace_is_not_found()
    {
        await using var server = await TestServer.StartAsync();
        var map = new ConfigMap { Metadata = new ObjectMeta { Name = "a", Namespace = "nowhere" } };
        var error = await Assert.ThrowsAsync<ApiException>(() => server.Client.CreateAsync(map, TestServer.Deadline));
        Assert.Equal("namespaces \"nowhere\" not found", error.Message);
    }

    [Fact]
    public async Task A_create_in_a_terminating_namespace_is_forbidden_with_its_cause()
    {
        await using var server = await TestServer.StartAsync();
        await server.Client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = "old" } }, TestServer.Deadline);
        await server.Client.DeleteAsync<Namespace>(null, "old", null, TestServer.Deadline);
        var ns = await server.Client.GetAsync<Namespace>(null, "old", TestServer.Deadline);
        Assert.Equal(NamespacePhase.Terminating, ns.Status.Phase);
        var map = new ConfigMap { Metadata = new ObjectMeta { Name = "a", Namespace = "old" } };
        var error = await Assert.ThrowsAsync<ApiException>(() => server.Client.CreateAsync(map, TestServer.Deadline));
        Assert.Equal(403, error.Code);
        Assert.Equal("NamespaceTerminating", error.Status.Details!.Causes[0].Type);
    }

    [Fact]
    public async Task A_namespace_goes_when_its_finalizers_are_gone()
    {
        await using var server = await TestServer.StartAsync();
        await server.Client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = "old" } }, TestServer.Deadline);
        await server.Client.DeleteAsync<Namespace>(null, "old", null, TestServer.Deadline);
        var ns = await server.Client.GetAsync<Namespace>(null, "old", TestServer.Deadline);
        await server.Client.UpdateAsync(ns with { Spec = new NamespaceSpec() }, "finalize", TestServer.Deadline);
        var error = await Assert.ThrowsAsync<ApiException>(() => server.Client.GetAsync<Namespace>(null, "old", TestServer.Deadline));
        Assert.True(error.IsNotFound);
    }

    [Fact]
    public async Task An_update_from_an_old_version_conflicts()
    {
        await using var server = await TestServer.StartAsync();
        var first = await server.CreateMapAsync("a");
        var second = await server.Client.UpdateAsync(first with { Data = ApiMap.Of("k", "1") }, null, TestServer.Deadline);
        Assert.NotEqual(first.Metadata.ResourceVersion, second.Metadata.ResourceVersion);
        var error = await Assert.ThrowsAsync<ApiException>(
            () => server.Client.UpdateAsync(first with { Data = ApiMap.Of("k", "2") }, null, TestServer.Deadline));
        Assert.True(error.IsConflict);
        Assert.Equal(
            "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to the latest version and try again",
            error.Message);
    }

    [Fact]
    public async Task An_update_that_changes_nothing_keeps_the_version()
    {
        await using var server = await TestServer.StartAsync();
        var first = await server.CreateMapAsync("a");
        var second = await server.Client.UpdateAsync(first, null, TestServer.Deadline);
        Assert.Equal(first.Metadata.ResourceVersion, second.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task A_delete_with_another_uid_conflicts()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateMapAsync("a");
        var options = DeleteOptions.Empty with { Preconditions = new Api.Meta.V1.Preconditions { UID = "other" } };
        var error = await Assert.ThrowsAsync<ApiException>(() => server.Client.DeleteAsync<ConfigMap>("default", "a", options, TestServer.Deadline));
        Assert.True(error.IsConflict);
    }

    [Fact]
    public async Task Finalizers_hold_a_deletion_until_they_are_taken_off()
    {
        await using var server = await TestServer.StartAsync();
        var map = TestServer.Map("a");
        await server.Client.CreateAsync(map with { Metadata = map.Metadata with { Finalizers = ["example.com/hold"] } }, TestServer.Deadline);
        await server.Client.DeleteAsync<ConfigMap>("default", "a", null, TestServer.Deadline);
        var held = await server.Client.GetAsync<ConfigMap>("default", "a", TestServer.Deadline);
        Assert.NotNull(held.Metadata.DeletionTimestamp);
        await server.Client.UpdateAsync(held with { Metadata = held.Metadata with { Finalizers = [] } }, null, TestServer.Deadline);
        var error = await Assert.ThrowsAsync<ApiException>(() => server.Client.GetAsync<ConfigMap>("default", "a", TestServer.Deadline));
        Assert.True(error.IsNotFound);
    }

    [Fact]
    public async Task A_foreground_delete_leaves_its_finalizer()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateMapAsync("a");
        var options = DeleteOptions.Empty with { PropagationPolicy = DeletionPropagation.Foreground };
        await server.Client.DeleteAsync<ConfigMap>("default", "a", options, TestServer.Deadline);
        var held = await server.Client.GetAsync<ConfigMap>("default", "a", TestServer.Deadline);
        Assert.Equal(["foregroundDeletion"], held.Metadata.Finalizers);
    }

    [Fact]
    public async Task A_bound_pod_gets_its_grace_period_and_a_waiting_one_goes_at_once()
    {
        await using var server = await TestServer.StartAsync();
        var pod = new Pod { Metadata = new ObjectMeta { Name = "a", Namespace = "default" }, Spec = new PodSpec { TerminationGracePeriodSeconds = 7 } };
        await server.Client.CreateAsync(pod, TestServer.Deadline);
        var binding = new Binding { Metadata = new ObjectMeta { Name = "a" }, Target = new ObjectReference { Kind = "Node", Name = "n1" } };
        await server.Client.CreateSubresourceAsync<Pod, Binding>("default", "a", "binding", binding, TestServer.Deadline);
        await server.Client.DeleteAsync<Pod>("default", "a", null, TestServer.Deadline);
        var dying = await server.Client.GetAsync<Pod>("default", "a", TestServer.Deadline);
        Assert.Equal("n1", dying.Spec.NodeName);
        Assert.Equal(7, dying.Metadata.DeletionGracePeriodSeconds);
        await server.Client.DeleteAsync<Pod>("default", "a", DeleteOptions.Empty with { GracePeriodSeconds = 0 }, TestServer.Deadline);
        var error = await Assert.ThrowsAsync<ApiException>(() => server.Client.GetAsync<Pod>("default", "a", TestServer.Deadline));
        Assert.True(error.IsNotFound);
    }

    [Fact]
    public async Task A_bad_label_is_told_with_its_path()
    {
        await using var server = await TestServer.StartAsync();
        var error = await Assert.ThrowsAsync<ApiException>(() => server.CreateMapAsync("a", ("app", "not good")));
        Assert.Equal(422, error.Code);
        Assert.Equal("metadata.labels", error.Status.Details!.Causes[0].Field);
    }
}
