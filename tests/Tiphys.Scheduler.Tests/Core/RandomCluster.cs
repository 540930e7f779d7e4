using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Scheduler.Tests.Fakes;

namespace Tiphys.Scheduler.Tests.Core;

/// <summary>Makes nodes and pods that often just fit or just do not.</summary>
internal sealed class RandomCluster(Random random)
{
    private int _pods;

    internal Node Node(int number)
    {
        var node = Make.Node($"n{number}", cpu: $"{random.Next(1, 4)}", memory: $"{random.Next(1, 4)}Gi", pods: random.Next(1, 6));
        node = random.Next(4) == 0 ? node : node.With("zone", $"z{random.Next(3)}");
        node = random.Next(3) == 0 ? node.With("disk", "ssd") : node;
        node = random.Next(5) == 0 ? node.Tainted("special", "NoSchedule") : node;
        node = random.Next(5) == 0 ? node.Tainted("old", "PreferNoSchedule") : node;
        return random.Next(8) == 0 ? node.Cordoned() : node;
    }

    internal Pod Pod()
    {
        var pod = Make.Pod($"p{_pods++}", OneOf(null, "100m", "500m", "1"), OneOf(null, "256Mi", "1Gi"))
            .With("app", $"a{random.Next(2)}").Prioritised(random.Next(3));
        var spec = pod.Spec;
        spec = random.Next(4) == 0 ? spec with { NodeSelector = ApiMap.Of("disk", "ssd") } : spec;
        spec = random.Next(4) == 0 ? spec with { Tolerations = [Toleration.Empty with { Key = "special", Operator = "Exists" }] } : spec;
        spec = random.Next(5) == 0 ? spec with { Containers = [WithPort(spec.Containers[0])] } : spec;
        spec = random.Next(2) == 0 ? spec with { TopologySpreadConstraints = [Spread(pod)] } : spec;
        spec = random.Next(6) == 0 ? spec with { Affinity = Apart(pod) } : spec;
        return pod with { Spec = spec };
    }

    private Container WithPort(Container container)
    {
        var port = random.Next(8080, 8082);
        return container with { Ports = [ContainerPort.Empty with { Port = port, HostPort = port }] };
    }

    private TopologySpreadConstraint Spread(Pod pod) => TopologySpreadConstraint.Empty with
    {
        TopologyKey = OneOf("zone", "kubernetes.io/hostname")!,
        MaxSkew = random.Next(1, 3),
        WhenUnsatisfiable = "DoNotSchedule",
        LabelSelector = Make.Selector("app", pod.Metadata.Labels["app"]),
    };

    private Affinity Apart(Pod pod)
    {
        var term = PodAffinityTerm.Empty with
        {
            TopologyKey = OneOf("zone", "kubernetes.io/hostname")!,
            LabelSelector = Make.Selector("app", pod.Metadata.Labels["app"]),
        };
        return Affinity.Empty with { PodAntiAffinity = PodAntiAffinity.Empty with { RequiredDuringSchedulingIgnoredDuringExecution = [term] } };
    }

    private string? OneOf(params string?[] choices) => choices[random.Next(choices.Length)];
}
