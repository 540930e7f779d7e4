using System.Text;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;
using Tiphys.Kubelet.Containers;

namespace Tiphys.Kubelet.Pods;

/// <summary>
/// The resources that the node has granted to a pod's containers. They are those of the specification until that is changed; from then on they
/// are kept in a file of the pod's directory, because a change may have to wait, also for the next kubelet (upstream: pkg/kubelet/allocation).
/// </summary>
internal sealed class PodAllocation(string path)
{
    private Dictionary<string, ResourceRequirements>? _granted;
    private ResourceRequirements? _ofPod;

    /// <summary>True when something was granted that the specification may not say (any more).</summary>
    public bool IsKnown => _granted is not null;

    /// <summary>Takes over what a former kubelet has granted: out of the file, or what the containers were started with.</summary>
    public void Load(Pod pod, PodRuntime runtime)
    {
        if (File.Exists(path))
        {
            var spec = ApiJson.Read<PodSpec>(File.ReadAllBytes(path));
            _granted = Resizable(spec).ToDictionary(container => container.Name, container => container.Resources);
            _ofPod = spec.Resources;
            return;
        }

        _granted = Resizable(pod.Spec).ToDictionary(container => container.Name, container => StartedWith(pod, container, runtime));
        _ofPod = pod.Spec.Resources;
    }

    /// <summary>The pod with what is granted in place of what it wants.</summary>
    public Pod Apply(Pod pod) => !Differs(pod) ? pod : pod with
    {
        Spec = pod.Spec with
        {
            InitContainers = pod.Spec.InitContainers.Map(Granted),
            Containers = pod.Spec.Containers.Map(Granted),
            Resources = _ofPod,
        },
    };

    /// <summary>Whether the pod wants other resources than it has.</summary>
    public bool Differs(Pod pod) => _granted is not null && (_ofPod != pod.Spec.Resources || Resizable(pod.Spec).Any(container => Granted(container) != container));

    /// <summary>Grants what the pod wants.</summary>
    public void Grant(Pod pod)
    {
        _granted = Resizable(pod.Spec).ToDictionary(container => container.Name, container => container.Resources);
        _ofPod = pod.Spec.Resources;
        Save(pod);
    }

    /// <summary>Keeps what is granted, although the pod wants something else.</summary>
    public void Keep(Pod pod)
    {
        if (!File.Exists(path))
        {
            Save(Apply(pod));
        }
    }

    private static IEnumerable<Container> Resizable(PodSpec spec) => spec.InitContainers.Concat(spec.Containers);

    private static ResourceRequirements StartedWith(Pod pod, Container container, PodRuntime runtime) =>
        runtime.Latest(container.Name) is { } latest && latest.Config.Annotations.TryGetValue(KubeletLabels.Resources, out var json)
            && !ContainerResources.IsInForce(pod, container, latest.Config.Resources)
            ? ApiJson.Read<ResourceRequirements>(Encoding.UTF8.GetBytes(json))
            : container.Resources;

    private Container Granted(Container container) =>
        _granted is not null && _granted.TryGetValue(container.Name, out var resources) && resources != container.Resources
            ? container with { Resources = resources }
            : container;

    private void Save(Pod pod)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var spec = PodSpec.Empty with
        {
            InitContainers = pod.Spec.InitContainers.Map(Bare),
            Containers = pod.Spec.Containers.Map(Bare),
            Resources = pod.Spec.Resources,
        };
        File.WriteAllBytes(path + ".new", ApiJson.Write(spec));
        File.Move(path + ".new", path, overwrite: true);
    }

    private static Container Bare(Container container) => Container.Empty with { Name = container.Name, Resources = container.Resources };
}
