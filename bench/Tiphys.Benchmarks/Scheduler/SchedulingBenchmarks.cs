using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Scheduler;
using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.Selectors;
using Tiphys.Scheduler.State;

namespace Tiphys.Benchmarks.Scheduling;

/// <summary>
/// How many pods the deterministic core places per second: 10,000 pods on empty nodes in three zones, default plugins, one thread. The time
/// includes taking each pod in and seeing its binding; it leaves out the API server.
/// </summary>
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 2, iterationCount: 5)]
[MemoryDiagnoser]
public class SchedulingBenchmarks
{
    private const int PodCount = 10_000;

    private SchedulerCore _core = null!;
    private Pod[] _pods = [];

    /// <summary>What the pods ask for.</summary>
    public enum Workload
    {
        /// <summary>CPU and memory, no kin.</summary>
        Plain,

        /// <summary>Ten Deployments with Services, spread over nodes and zones by default.</summary>
        Services,

        /// <summary>Ten Deployments with a hard spread constraint over zones.</summary>
        HardSpread,

        /// <summary>Ten Deployments whose pods refuse to share a node.</summary>
        AntiAffinity,
    }

    [Params(100, 5_000)]
    public int Nodes { get; set; }

    [ParamsAllValues]
    public Workload Asks { get; set; }

    [IterationSetup]
    public void Setup()
    {
        var selectors = new Kin(Asks == Workload.Services);
        _core = new SchedulerCore(new SchedulerOptions(), selectors, _ => default, TimeProvider.System, new Random(1));
        for (var i = 0; i < Nodes; i++)
        {
            _core.SetNode(Node(i));
        }

        _pods = [.. Enumerable.Range(0, PodCount).Select(Pod)];
    }

    [Benchmark(OperationsPerInvoke = PodCount)]
    public int Place()
    {
        var placed = 0;
        foreach (var pod in _pods)
        {
            _core.SetPod(pod);
            while (_core.TryNext(out var attempt))
            {
                if (attempt.Decision.NodeName is { } node)
                {
                    placed++;
                    _core.SetPod(attempt.Pod with { Spec = attempt.Pod.Spec with { NodeName = node } });
                }
            }
        }

        return placed == PodCount || (Asks == Workload.AntiAffinity && Nodes < 1_000)
            ? placed
            : throw new InvalidOperationException($"{placed} of {PodCount} pods were placed");
    }

    private static Node Node(int i) => Api.Core.V1.Node.Empty with
    {
        Metadata = ObjectMeta.Empty with
        {
            Name = $"node-{i}",
            Labels = ApiMap.Of("kubernetes.io/hostname", $"node-{i}").SetItem("topology.kubernetes.io/zone", $"zone-{i % 3}"),
        },
        Status = NodeStatus.Empty with
        {
            Allocatable = ApiMap.Of<Quantity>("cpu", "32").SetItem("memory", "256Gi").SetItem("pods", "110"),
        },
    };

    private Pod Pod(int i)
    {
        var app = ApiMap.Of("app", $"app-{i % 10}");
        var container = Container.Empty with
        {
            Name = "main",
            Image = "app:1",
            Resources = ResourceRequirements.Empty with { Requests = ApiMap.Of<Quantity>("cpu", "100m").SetItem("memory", "500Mi") },
        };
        var spec = PodSpec.Empty with { SchedulerName = "default-scheduler", Containers = [container] };
        var selector = LabelSelector.Empty with { MatchLabels = app };
        return Api.Core.V1.Pod.Empty with
        {
            Metadata = ObjectMeta.Empty with { Name = $"pod-{i}", Namespace = "default", UID = $"uid-{i}", Labels = app },
            Spec = Asks switch
            {
                Workload.HardSpread => spec with { TopologySpreadConstraints = [Spread(selector)] },
                Workload.AntiAffinity => spec with { Affinity = Apart(selector) },
                _ => spec,
            },
        };
    }

    private static TopologySpreadConstraint Spread(LabelSelector selector) => TopologySpreadConstraint.Empty with
    {
        TopologyKey = "topology.kubernetes.io/zone", MaxSkew = 1, WhenUnsatisfiable = "DoNotSchedule", LabelSelector = selector,
    };

    private static Affinity Apart(LabelSelector selector) => Affinity.Empty with
    {
        PodAntiAffinity = PodAntiAffinity.Empty with
        {
            RequiredDuringSchedulingIgnoredDuringExecution =
                [PodAffinityTerm.Empty with { TopologyKey = "kubernetes.io/hostname", LabelSelector = selector }],
        },
    };

    private sealed class Kin(bool byApp) : ISpreadSelectors
    {
        public LabelMatcher? For(PodInfo pod) => byApp ? LabelMatcher.Of([LabelMatcher.Equal("app", pod.Labels["app"])]) : null;
    }
}
