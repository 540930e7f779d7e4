namespace Tiphys.Kubelet.Containers;

/// <summary>Labels and annotations by which a new kubelet recognises sandboxes and containers (upstream: pkg/kubelet/kuberuntime/labels.go).</summary>
internal static class KubeletLabels
{
    public const string PodName = "io.kubernetes.pod.name";
    public const string PodNamespace = "io.kubernetes.pod.namespace";
    public const string PodUid = "io.kubernetes.pod.uid";
    public const string ContainerName = "io.kubernetes.container.name";

    public const string Hash = "io.kubernetes.container.hash";
    public const string RestartCount = "io.kubernetes.container.restartCount";
    public const string TerminationMessagePath = "io.kubernetes.container.terminationMessagePath";
    public const string TerminationMessagePolicy = "io.kubernetes.container.terminationMessagePolicy";
    public const string DeletionGracePeriod = "io.kubernetes.pod.deletionGracePeriod";
    public const string TerminationGracePeriod = "io.kubernetes.pod.terminationGracePeriod";
    public const string PreStopHandler = "io.kubernetes.container.preStopHandler";

    /// <summary>What <c>imageID</c> of the container's status says: the digest that the image came by, or its own id.</summary>
    public const string ImageRef = "tiphys.dev/image-ref";

    /// <summary>Requests and limits that the container was last given, as JSON.</summary>
    public const string Resources = "tiphys.dev/resources";
}
