using System.Collections.Concurrent;
using System.Net;
using Tiphys.Network.Pods;

namespace Tiphys.Kubelet.Tests.Fakes;

/// <summary>A pod network in memory: addresses from 10.244.0.2 on.</summary>
internal sealed class FakePodNetwork : IPodNetwork
{
    private readonly ConcurrentDictionary<string, PodNetworkAttachment> _attached = new();
    private int _last = 1;

    public ConcurrentQueue<PodNetworkRequest> Requests { get; } = new();

    /// <summary>Lets attaching fail.</summary>
    public Func<PodNetworkRequest, Exception?> Fault { get; set; } = _ => null;

    public Task<PodNetworkResult> AddAsync(PodNetworkRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        if (Fault(request) is { } error)
        {
            throw error;
        }

        var result = new PodNetworkResult
        {
            IPs = [IPAddress.Parse($"10.244.0.{Interlocked.Increment(ref _last)}")],
            Gateway = IPAddress.Parse("10.244.0.1"),
            HostLink = "veth",
        };
        _attached[request.SandboxId] = new PodNetworkAttachment(request.SandboxId, request.PodNamespace, request.PodName, result);
        return Task.FromResult(result);
    }

    public Task RemoveAsync(string sandboxId, CancellationToken cancellationToken)
    {
        _attached.TryRemove(sandboxId, out _);
        return Task.CompletedTask;
    }

    public Task<bool> CheckAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(_attached.ContainsKey(sandboxId));

    public Task<IReadOnlyList<PodNetworkAttachment>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PodNetworkAttachment>>([.. _attached.Values]);
}
