using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Scheduler.Tests.Fakes;

/// <summary>Short forms of objects.</summary>
internal static class Make
{
    internal static Node Node(string name, string cpu = "4", string memory = "8Gi", int pods = 110) => Api.Core.V1.Node.Empty with
    {
        Metadata = ObjectMeta.Empty with { Name = name, UID = "node-" + name, Labels = ApiMap.Of("kubernetes.io/hostname", name) },
        Status = NodeStatus.Empty with
        {
            Allocatable = ApiMap.Of<Quantity>("cpu", cpu).SetItem("memory", memory).SetItem("pods", pods.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        },
    };

    internal static Node With(this Node node, string label, string value) =>
        node with { Metadata = node.Metadata with { Labels = node.Metadata.Labels.SetItem(label, value) } };

    internal static Node Tainted(this Node node, string key, string effect) =>
        node with { Spec = node.Spec with { Taints = node.Spec.Taints.Add(Taint.Empty with { Key = key, Effect = effect }) } };

    internal static Node Cordoned(this Node node, bool cordoned = true) => node with { Spec = node.Spec with { Unschedulable = cordoned } };

    internal static Pod Pod(string name, string? cpu = null, string? memory = null, string ns = "default") => Api.Core.V1.Pod.Empty with
    {
        Metadata = ObjectMeta.Empty with { Name = name, Namespace = ns, UID = "pod-" + name },
        Spec = PodSpec.Empty with { SchedulerName = "default-scheduler", Containers = [Container("main", cpu, memory)] },
        Status = PodStatus.Empty with { Phase = PodPhase.Pending },
    };

    internal static Container Container(string name, string? cpu = null, string? memory = null) => Api.Core.V1.Container.Empty with
    {
        Name = name,
        Image = "app:1",
        Resources = ResourceRequirements.Empty with { Requests = Amounts(cpu, memory) },
    };

    internal static ApiMap<Quantity> Amounts(string? cpu, string? memory)
    {
        var amounts = default(ApiMap<Quantity>);
        amounts = cpu is null ? amounts : amounts.SetItem("cpu", cpu);
        return memory is null ? amounts : amounts.SetItem("memory", memory);
    }

    internal static Pod With(this Pod pod, string label, string value) =>
        pod with { Metadata = pod.Metadata with { Labels = pod.Metadata.Labels.SetItem(label, value) } };

    internal static Pod On(this Pod pod, string node) => pod with { Spec = pod.Spec with { NodeName = node } };

    internal static Pod Prioritised(this Pod pod, int priority) => pod with { Spec = pod.Spec with { Priority = priority } };

    internal static LabelSelector Selector(string key, string value) => LabelSelector.Empty with { MatchLabels = ApiMap.Of(key, value) };
}
