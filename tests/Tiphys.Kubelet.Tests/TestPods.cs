using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Kubelet.Tests;

/// <summary>Pods as tests need them.</summary>
internal static class TestPods
{
    public static Pod Pod(params Container[] containers) => Api.Core.V1.Pod.Empty with
    {
        Metadata = ObjectMeta.Empty with { Namespace = "shop", Name = "web", UID = "11-22" },
        Spec = PodSpec.Empty with { NodeName = "node-1", ServiceAccountName = "robot", Containers = containers.ToApiList() },
    };

    public static Container Container(string name = "app") => Api.Core.V1.Container.Empty with { Name = name };

    public static Pod WithVolumes(this Pod pod, params Volume[] volumes) => pod with { Spec = pod.Spec with { Volumes = volumes.ToApiList() } };

    public static Volume Volume(string name, VolumeSource source) => Api.Core.V1.Volume.Empty with { Name = name, VolumeSource = source };

    /// <summary>A pod whose one container mounts each volume at its name.</summary>
    public static Pod Mounting(params Volume[] volumes) =>
        Pod(Container() with { VolumeMounts = volumes.Select(volume => VolumeMount.Empty with { Name = volume.Name, MountPath = $"/{volume.Name}" }).ToApiList() })
            .WithVolumes(volumes);

    public static ConfigMap ConfigMap(string name, params (string Key, string Value)[] data) => Api.Core.V1.ConfigMap.Empty with
    {
        Metadata = ObjectMeta.Empty with { Namespace = "shop", Name = name },
        Data = data.Select(entry => KeyValuePair.Create(entry.Key, entry.Value)).ToApiMap(),
    };

    public static Secret Secret(string name, params (string Key, string Value)[] data) => Api.Core.V1.Secret.Empty with
    {
        Metadata = ObjectMeta.Empty with { Namespace = "shop", Name = name },
        Data = data.Select(entry => KeyValuePair.Create(entry.Key, ApiBytes.FromUtf8(entry.Value))).ToApiMap(),
    };

    public static LocalObjectReference Named(string name) => LocalObjectReference.Empty with { Name = name };
}
