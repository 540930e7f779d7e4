namespace Tiphys.Api.Core.V1;

/// <summary>Identifiers and software versions reported by a node.</summary>
[ApiType("io.k8s.api.core.v1.NodeSystemInfo")]
public sealed partial record NodeSystemInfo
{
    /// <summary>Machine identifier from the operating system, unique within the cluster.</summary>
    [ApiField("machineID", 1)]
    public partial string MachineID { get; init; }

    /// <summary>UUID of the hardware or virtual machine; machineID is the better choice for uniqueness.</summary>
    [ApiField("systemUUID", 2)]
    public partial string SystemUUID { get; init; }

    /// <summary>Identifier that changes with every boot of the node.</summary>
    [ApiField("bootID", 3)]
    public partial string BootID { get; init; }

    /// <summary>Kernel release of the node, as uname -r prints it.</summary>
    [ApiField("kernelVersion", 4)]
    public partial string KernelVersion { get; init; }

    /// <summary>Readable name of the operating system distribution and its version.</summary>
    [ApiField("osImage", 5)]
    public partial string OSImage { get; init; }

    /// <summary>Container runtime and version, for example containerd://2.1.0.</summary>
    [ApiField("containerRuntimeVersion", 6)]
    public partial string ContainerRuntimeVersion { get; init; }

    /// <summary>Version of the kubelet that runs on the node.</summary>
    [ApiField("kubeletVersion", 7)]
    public partial string KubeletVersion { get; init; }

    /// <summary>Deprecated version of kube-proxy, which is not reported reliably.</summary>
    [ApiField("kubeProxyVersion", 8)]
    public partial string KubeProxyVersion { get; init; }

    /// <summary>Operating system family of the node, such as linux or windows.</summary>
    [ApiField("operatingSystem", 9)]
    public partial string OperatingSystem { get; init; }

    /// <summary>Processor architecture of the node, such as amd64 or arm64.</summary>
    [ApiField("architecture", 10)]
    public partial string Architecture { get; init; }

    /// <summary>Information about the swap memory of the node.</summary>
    [ApiField("swap", 11, OmitEmpty = true)]
    public partial NodeSwapStatus? Swap { get; init; }
}
