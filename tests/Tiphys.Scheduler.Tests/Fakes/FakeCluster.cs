using System.Collections.Concurrent;
using System.Text.Json;
using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.Client;
using Tiphys.Client.Informers;
using Event = Tiphys.Api.Events.V1.Event;

namespace Tiphys.Scheduler.Tests.Fakes;

/// <summary>As much of an API server as the scheduler sees: pods can be bound and patched, events are kept, informers follow at once.</summary>
internal sealed class FakeCluster : IKubernetesClient, IInformerFactory
{
    private readonly ConcurrentDictionary<Type, object> _informers = [];

    internal FakeInformer<Node> Nodes => Informer<Node>();

    internal FakeInformer<Pod> Pods => Informer<Pod>();

    internal ConcurrentQueue<Event> Events { get; } = [];

    internal ConcurrentQueue<(string Name, string Body)> EventPatches { get; } = [];

    internal ConcurrentQueue<(string Name, string Body)> StatusPatches { get; } = [];

    /// <summary>Comes before each binding; throws to fail it, waits to hold it.</summary>
    internal Func<string, Task> BeforeBinding { get; set; } = _ => Task.CompletedTask;

    public IInformer<T> For<T>()
        where T : class, IKubernetesObject<T> => Informer<T>();

    internal FakeInformer<T> Informer<T>()
        where T : class, IKubernetesObject<T> => (FakeInformer<T>)_informers.GetOrAdd(typeof(T), _ => new FakeInformer<T>());

    public async Task<TBody> CreateSubresourceAsync<T, TBody>(
        string? ns, string name, string subresource, TBody body, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
        where TBody : class, IApiType<TBody>
    {
        Assert.Equal("binding", subresource);
        await BeforeBinding(name);
        cancellationToken.ThrowIfCancellationRequested();
        var binding = Assert.IsType<Binding>((object)body);
        Assert.Equal("Node", binding.Target.Kind);
        Pods.Change(ns!, name, pod => Bind(pod, binding));
        return body;
    }

    public Task<T> PatchAsync<T>(string? ns, string name, PatchRequest patch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        var body = System.Text.Encoding.UTF8.GetString(patch.Body.Span);
        if (typeof(T) == typeof(Event))
        {
            EventPatches.Enqueue((name, body));
            return Task.FromResult(T.Empty);
        }

        Assert.Equal(("application/strategic-merge-patch+json", "status"), (patch.ContentType, subresource));
        var pod = Pods.Change(ns!, name, before => before is null ? null : Patched(before, patch.Body));
        if (pod is null)
        {
            throw StatusErrors.NotFound("", "pods", name);
        }

        StatusPatches.Enqueue((name, body));
        return Task.FromResult((T)(object)pod);
    }

    public Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        Events.Enqueue(Assert.IsType<Event>((object)value));
        return Task.FromResult(value);
    }

    public Task<T> GetAsync<T>(string? ns, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T> => throw Unused();

    public Task<ObjectList<T>> ListAsync<T>(string? ns, ListRequest request, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T> => throw Unused();

    public IAsyncEnumerable<WatchNotice<T>> WatchAsync<T>(string? ns, WatchRequest request, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T> => throw Unused();

    public Task<T> UpdateAsync<T>(T value, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T> => throw Unused();

    public Task DeleteAsync<T>(string? ns, string name, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T> => throw Unused();

    public Task DeleteCollectionAsync<T>(string? ns, ListRequest request, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T> => throw Unused();

    private static Pod Bind(Pod? pod, Binding binding)
    {
        var name = binding.Metadata.Name;
        if (pod is null)
        {
            throw StatusErrors.NotFound("", "pods", name);
        }

        return pod.Metadata.UID == binding.Metadata.UID && pod.Spec.NodeName.Length == 0
            ? pod.On(binding.Target.Name)
            : throw StatusErrors.Conflict("", "pods", name, "it is assigned already, or another pod");
    }

    private static Pod Patched(Pod pod, ReadOnlyMemory<byte> patch)
    {
        using var json = JsonDocument.Parse(patch);
        Assert.Equal(pod.Metadata.UID, json.RootElement.GetProperty("metadata").GetProperty("uid").GetString());
        var raw = json.RootElement.GetProperty("status").GetProperty("conditions")[0].GetRawText();
        var condition = ApiJson.Read<PodCondition>(System.Text.Encoding.UTF8.GetBytes(raw));
        return pod with { Status = pod.Status with { Conditions = pod.Status.Conditions.Filter(item => item.Type != condition.Type).Add(condition) } };
    }

    private static NotSupportedException Unused() => new("the scheduler does not call this");
}
