using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Tests.Kinds;

/// <summary>What the default admission plug-ins of the recorded server add to objects.</summary>
internal static class GoldenAdmission
{
    public static IKubernetesObject Admit(IKubernetesObject value) => value switch
    {
        Pod pod => Admit(pod),
        PersistentVolumeClaim claim => claim.WithMetadata(claim.Metadata with { Finalizers = [.. claim.Metadata.Finalizers, "kubernetes.io/pvc-protection"] }),
        PersistentVolume volume => volume.WithMetadata(volume.Metadata with { Finalizers = [.. volume.Metadata.Finalizers, "kubernetes.io/pv-protection"] }),
        Service service => Allocate(service),
        Node node => node with { Spec = node.Spec with { Taints = [.. node.Spec.Taints, Taint.Empty with { Key = "node.kubernetes.io/not-ready", Effect = "NoSchedule" }] } },
        _ => value,
    };

    // The recorded server has one family, IPv4.
    private static Service Allocate(Service service)
    {
        if (service.Spec.Type == ServiceType.ExternalName)
        {
            return service;
        }

        var isHeadless = service.Spec.ClusterIP == "None";
        var address = service.Spec.ClusterIP.Length > 0 ? service.Spec.ClusterIP : "10.96.1.1";
        var hasPorts = service.Spec.Type is ServiceType.NodePort || (service.Spec.Type == ServiceType.LoadBalancer && service.Spec.AllocateLoadBalancerNodePorts != false);
        var isLocal = service.Spec is { Type: ServiceType.LoadBalancer, ExternalTrafficPolicy: "Local", HealthCheckNodePort: 0 };
        return service with
        {
            Spec = service.Spec with
            {
                ClusterIP = address,
                ClusterIPs = service.Spec.ClusterIPs.IsEmpty ? [address] : service.Spec.ClusterIPs,
                IPFamilyPolicy = service.Spec.IPFamilyPolicy ?? (isHeadless && service.Spec.Selector.IsEmpty ? "RequireDualStack" : "SingleStack"),
                IPFamilies = !service.Spec.IPFamilies.IsEmpty ? service.Spec.IPFamilies : isHeadless && service.Spec.Selector.IsEmpty ? ["IPv4", "IPv6"] : ["IPv4"],
                Ports = hasPorts ? service.Spec.Ports.Map(port => port.NodePort != 0 ? port : port with { NodePort = 30001 }) : service.Spec.Ports,
                HealthCheckNodePort = isLocal ? 30002 : service.Spec.HealthCheckNodePort,
            },
        };
    }

    /// <summary>What the plug-ins add to a changed pod.</summary>
    public static Pod AdmitUpdate(Pod pod, Pod old) => pod with
    {
        Spec = pod.Spec with
        {
            Tolerations = Tolerate(pod.Spec.Tolerations),
            Priority = pod.Spec.Priority ?? old.Spec.Priority,
            PreemptionPolicy = pod.Spec.PreemptionPolicy ?? old.Spec.PreemptionPolicy,
        },
    };

    private static Pod Admit(Pod pod)
    {
        var account = pod.Spec.ServiceAccountName.Length > 0 ? pod.Spec.ServiceAccountName : "default";
        return pod with
        {
            Spec = pod.Spec with
            {
                ServiceAccountName = account,
                DeprecatedServiceAccount = account,
                Tolerations = Tolerate(pod.Spec.Tolerations),
                Priority = pod.Spec.Priority ?? 0,
                PreemptionPolicy = pod.Spec.PreemptionPolicy ?? "PreemptLowerPriority",
            },
        };
    }

    private static ApiList<Toleration> Tolerate(ApiList<Toleration> tolerations)
    {
        foreach (var key in new[] { "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable" })
        {
            if (!tolerations.Any(item => item.Key == key || (item.Key.Length == 0 && item.Operator == "Exists" && item.Effect is "" or "NoExecute")))
            {
                tolerations = tolerations.Add(Toleration.Empty with { Key = key, Operator = "Exists", Effect = "NoExecute", TolerationSeconds = 300 });
            }
        }

        return tolerations;
    }
}
