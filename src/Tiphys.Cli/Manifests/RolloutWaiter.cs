using Tiphys.Api.Apps.V1;
using Tiphys.Api.Batch.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Cli.Output;
using Tiphys.Client;

namespace Tiphys.Cli.Manifests;

/// <summary>Waits until the workloads of manifests run.</summary>
internal sealed class RolloutWaiter(IKubernetesClient client, StepReporter reporter)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether there is something to wait for.</summary>
    public static bool Concerns(ManifestObject each) => each.Kind is
        { Group: "apps", Kind: "Deployment" or "StatefulSet" or "DaemonSet" } or { Group: "batch", Kind: "Job" } or { Group: "", Kind: "Pod" };

    /// <summary>Waits for all of them.</summary>
    /// <exception cref="CliException">One has failed, or the time is over: the message says what its pods wait for.</exception>
    public async Task WaitAsync(IReadOnlyList<ManifestObject> objects, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        foreach (var each in objects)
        {
            try
            {
                await WaitAsync(each, limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                var why = await PodTroubles.OfAsync(client, NamespaceOf(each), cancellationToken);
                throw new CliException($"{each.Title} is not ready after {patience.TotalSeconds:0} s{(why.Length > 0 ? ": " + why : "")}");
            }
        }
    }

    private async Task WaitAsync(ManifestObject each, CancellationToken cancellationToken)
    {
        while (true)
        {
            var status = await StatusOfAsync(each, cancellationToken);
            reporter.Detail($"{each.Title}: {status.Text}");
            if (status.Failure is { } failure)
            {
                var why = await PodTroubles.OfAsync(client, NamespaceOf(each), cancellationToken);
                throw new CliException($"{each.Title}: {failure}{(why.Length > 0 ? " " + why : "")}");
            }

            if (status.Done)
            {
                return;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private async Task<RolloutStatus> StatusOfAsync(ManifestObject each, CancellationToken cancellationToken)
    {
        var ns = NamespaceOf(each);
        return each.Kind.Kind switch
        {
            "Deployment" => RolloutStatus.Of(await client.GetAsync<Deployment>(ns, each.Name, cancellationToken)),
            "StatefulSet" => RolloutStatus.Of(await client.GetAsync<StatefulSet>(ns, each.Name, cancellationToken)),
            "DaemonSet" => RolloutStatus.Of(await client.GetAsync<DaemonSet>(ns, each.Name, cancellationToken)),
            "Job" => RolloutStatus.Of(await client.GetAsync<Job>(ns, each.Name, cancellationToken)),
            _ => RolloutStatus.Of(await client.GetAsync<Pod>(ns, each.Name, cancellationToken)),
        };
    }

    private static string NamespaceOf(ManifestObject each) => each.Namespace.Length > 0 ? each.Namespace : "default";
}
