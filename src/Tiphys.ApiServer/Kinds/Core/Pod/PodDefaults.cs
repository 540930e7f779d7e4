using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Defaults of pods and of pod templates (pkg/apis/core/v1/defaults.go).</summary>
internal static class PodDefaults
{
    private const long GraceSeconds = 30;

    /// <summary>Defaults of a pod.</summary>
    public static Pod Apply(Pod pod)
    {
        var spec = Apply(pod.Spec);
        spec = spec with
        {
            Containers = spec.Containers.Map(RequestLimits),
            InitContainers = spec.InitContainers.Map(RequestLimits),
            EnableServiceLinks = spec.EnableServiceLinks ?? true,
        };
        spec = PodLevelResources.Default(spec);
        if (spec.HostNetwork)
        {
            spec = spec with { Containers = spec.Containers.Map(UseHostPorts), InitContainers = spec.InitContainers.Map(UseHostPorts) };
        }

        return pod with { Metadata = PodAnnotations.WithoutInitContainers(pod.Metadata), Spec = spec, Status = Apply(pod.Status) };
    }

    /// <summary>Defaults of a pod template.</summary>
    public static PodTemplateSpec Apply(PodTemplateSpec template) => template with
    {
        Metadata = PodAnnotations.WithoutInitContainers(template.Metadata),
        Spec = Apply(template.Spec),
    };

    private static PodSpec Apply(PodSpec spec) => spec with
    {
        Volumes = spec.Volumes.Map(VolumeDefaults.Apply),
        InitContainers = spec.InitContainers.Map(ContainerDefaults.Apply),
        Containers = spec.Containers.Map(ContainerDefaults.Apply),
        EphemeralContainers = spec.EphemeralContainers.Map(ContainerDefaults.Apply),
        DNSPolicy = spec.DNSPolicy.Or(DNSPolicy.ClusterFirst),
        RestartPolicy = spec.RestartPolicy.Or(RestartPolicy.Always),
        SecurityContext = spec.SecurityContext ?? PodSecurityContext.Empty,
        TerminationGracePeriodSeconds = spec.TerminationGracePeriodSeconds ?? GraceSeconds,
        SchedulerName = spec.SchedulerName.Or("default-scheduler"),
        Overhead = spec.Overhead.ToMilliScale(),
        Resources = spec.Resources is { } resources ? ContainerDefaults.Resources(resources) : null,
        ServiceAccountName = spec.ServiceAccountName.Or(spec.DeprecatedServiceAccount),
        DeprecatedServiceAccount = spec.ServiceAccountName.Or(spec.DeprecatedServiceAccount),
    };

    // The first of the addresses is also given alone, for clients from before there were several.
    private static PodStatus Apply(PodStatus status)
    {
        if (status.PodIP.Length == 0 && !status.PodIPs.IsEmpty)
        {
            return status with { PodIP = status.PodIPs[0].IP };
        }

        return status.PodIP.Length > 0 && (status.PodIPs.IsEmpty || status.PodIPs[0].IP != status.PodIP)
            ? status with { PodIPs = [PodIP.Empty with { IP = status.PodIP }] }
            : status;
    }

    private static Container RequestLimits(Container container) => container.Resources.Limits.IsEmpty ? container : container with
    {
        Resources = container.Resources with { Requests = container.Resources.Requests.WithMissing(container.Resources.Limits) },
    };

    private static Container UseHostPorts(Container container) => container with
    {
        Ports = container.Ports.Map(port => port.HostPort != 0 ? port : port with { HostPort = port.Port }),
    };
}
