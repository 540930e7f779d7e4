using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tiphys.LoadTest.Measuring;
using Tiphys.LoadTest.Objects;

namespace Tiphys.LoadTest.Scenarios;

/// <summary>
/// One ordinary user floods the server with lists and creates and comes again at once when it is refused; what is measured are the reads
/// of another user and the leases of a node. The users are acted as, so the kubeconfig has to be an administrator's.
/// </summary>
internal sealed class Flood : Scenario
{
    private const int Readers = 4;
    private const string Flooder = "load-flooder";
    private const string Reader = "load-reader";
    private const string Node = "system:node:load";
    private const string LeaseGroup = "apis/coordination.k8s.io/v1";

    private long _created;

    public override async Task PrepareAsync(LoadTarget target, CancellationToken cancellationToken)
    {
        var binding = Encoding.UTF8.GetBytes(
            $$"""
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"load"},
            "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"cluster-admin"},
            "subjects":[{{string.Join(',', new[] { Flooder, Reader, Node }.Select(user => $$"""{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"{{user}}"}"""))}}]}
            """);
        await target.SendAsync(
            0, HttpMethod.Post, $"apis/rbac.authorization.k8s.io/v1/namespaces/{target.Namespace}/rolebindings", binding, "application/json", cancellationToken);
        for (var lease = 0; lease < Readers; lease++)
        {
            await target.SendAsync(0, HttpMethod.Post, Leases(target), ObjectBodies.Lease($"load-{lease}", "", DateTimeOffset.UtcNow), "application/json", cancellationToken);
        }

        await CreatePodsAsync(target, cancellationToken);
    }

    public override async Task<LatencyRecorder> RunAsync(LoadTarget target, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var flood = Enumerable.Range(0, target.Options.Clients).Select(client => Task.Run(() => FloodAsync(target, client, stopping.Token))).ToList();
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var recorders = await Task.WhenAll(Enumerable.Range(0, Readers).SelectMany(number => new[]
        {
            Task.Run(() => MeasureAsync(end, turn => ReadAsync(target, turn, cancellationToken))),
            Task.Run(() => MeasureAsync(end, _ => RenewAsync(target, number, cancellationToken))),
        }));
        await stopping.CancelAsync();
        await Task.WhenAll(flood);
        var sum = new LatencyRecorder();
        Array.ForEach(recorders, sum.Merge);
        return sum;
    }

    private static async Task<LatencyRecorder> MeasureAsync(long end, Func<long, Task<long>> operation)
    {
        var recorder = new LatencyRecorder();
        for (var turn = 0L; Stopwatch.GetTimestamp() is var start && start < end; turn++)
        {
            try
            {
                recorder.Add(start, await operation(turn));
            }
            catch (HttpRequestException error)
            {
                recorder.AddFailure(error.Message);
            }
        }

        return recorder;
    }

    private async Task FloodAsync(LoadTarget target, int client, CancellationToken cancellationToken)
    {
        // The first connection is the others'.
        var connection = 1 + (client % Math.Max(1, target.Options.Connections - 1));
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await (client % 2 == 0
                    ? target.SendAsync(connection, HttpMethod.Get, PathOf(target, "pods"), default, null, cancellationToken, user: Flooder)
                    : target.SendAsync(connection, HttpMethod.Post, PathOf(target, "configmaps"), NextMap(target), "application/json", cancellationToken, user: Flooder));
            }
            catch (HttpRequestException)
            {
                // Refused, as it should be.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private byte[] NextMap(LoadTarget target) => ObjectBodies.ConfigMap($"flood-{Interlocked.Increment(ref _created)}", target.Options.Size);

    private static Task<long> ReadAsync(LoadTarget target, long turn, CancellationToken cancellationToken) =>
        target.SendAsync(0, HttpMethod.Get, PathOf(target, "pods", PodName(turn % target.Options.Objects)), default, null, cancellationToken, user: Reader);

    // A patch, so that no version has to be carried along.
    private static Task<long> RenewAsync(LoadTarget target, int lease, CancellationToken cancellationToken)
    {
        var renewed = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        var patch = Encoding.UTF8.GetBytes($$$"""{"spec":{"renewTime":"{{{renewed}}}"}}""");
        return target.SendAsync(0, HttpMethod.Patch, $"{Leases(target)}/load-{lease}", patch, "application/merge-patch+json", cancellationToken, user: Node);
    }

    private static string Leases(LoadTarget target) => $"{LeaseGroup}/namespaces/{target.Namespace}/leases";
}
