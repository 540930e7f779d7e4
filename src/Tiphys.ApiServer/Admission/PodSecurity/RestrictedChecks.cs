using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Admission.PodSecurity;

/// <summary>What the restricted level forbids beside the baseline.</summary>
internal static class RestrictedChecks
{
    public static Violation? PrivilegeEscalation(PodView pod)
    {
        var containers = CheckText.Where(pod, each => each.Security?.AllowPrivilegeEscalation != false);
        return containers.Count == 0 ? null : new(
            "allowPrivilegeEscalation != false", $"{CheckText.Containers(containers)} must set securityContext.allowPrivilegeEscalation=false");
    }

    public static Violation? Capabilities(PodView pod)
    {
        static IEnumerable<string> Bad(ContainerView each) => (each.Security?.Capabilities?.Add ?? default).Where(name => name != "NET_BIND_SERVICE");
        var keeping = CheckText.Where(pod, each => each.Security?.Capabilities?.Drop.Contains("ALL") != true);
        var adding = CheckText.Where(pod, each => Bad(each).Any());
        List<string> details =
        [
            .. keeping.Count == 0 ? Array.Empty<string>() : [$"{CheckText.Containers(keeping)} must set securityContext.capabilities.drop=[\"ALL\"]"],
            .. adding.Count == 0
                ? Array.Empty<string>()
                : [$"{CheckText.Containers(adding)} must not include {CheckText.Sorted(pod.Containers.SelectMany(Bad))} in securityContext.capabilities.add"],
        ];
        return details.Count == 0 ? null : new("unrestricted capabilities", string.Join("; ", details));
    }

    public static Violation? Volumes(PodView pod)
    {
        var bad = pod.Spec.Volumes.Select(volume => (volume.Name, Type: RestrictedType(volume.VolumeSource))).Where(each => each.Type is not null).ToList();
        var types = bad.Select(each => each.Type!).Distinct().ToList();
        return bad.Count == 0 ? null : new(
            "restricted volume types",
            $"{CheckText.Plural("volume", "volumes", bad.Count)} {CheckText.Quoted(bad.Select(each => each.Name))} {CheckText.Plural("uses", "use", bad.Count)} "
            + $"{CheckText.Plural("restricted volume type", "restricted volume types", types.Count)} {CheckText.Sorted(types)}");
    }

    public static Violation? RunAsNonRoot(PodView pod)
    {
        var ofPod = pod.Spec.SecurityContext?.RunAsNonRoot;
        var explicitly = CheckText.Where(pod, each => each.Security?.RunAsNonRoot == false);
        if (CheckText.Setters(ofPod == false, explicitly) is { } setters)
        {
            return new("runAsNonRoot != true", $"{setters} must not set securityContext.runAsNonRoot=false");
        }

        var implicitly = CheckText.Where(pod, each => each.Security?.RunAsNonRoot is null && ofPod != true);
        return implicitly.Count == 0 ? null : new("runAsNonRoot != true", $"pod or {CheckText.Containers(implicitly)} must set securityContext.runAsNonRoot=true");
    }

    public static Violation? RunAsUser(PodView pod)
    {
        var containers = CheckText.Where(pod, each => each.Security?.RunAsUser == 0);
        return CheckText.Setters(pod.Spec.SecurityContext?.RunAsUser == 0, containers) is { } setters ? new("runAsUser=0", $"{setters} must not set runAsUser=0") : null;
    }

    public static Violation? Seccomp(PodView pod)
    {
        if (BaselineChecks.Seccomp(pod) is { } violation)
        {
            return violation;
        }

        var implicitly = CheckText.Where(pod, each => each.Security?.SeccompProfile is null && pod.Spec.SecurityContext?.SeccompProfile is null);
        return implicitly.Count == 0
            ? null
            : new("seccompProfile", $"pod or {CheckText.Containers(implicitly)} must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"");
    }

    private static string? RestrictedType(VolumeSource source) => source switch
    {
        { ConfigMap: not null } or { CSI: not null } or { DownwardAPI: not null } or { EmptyDir: not null } or { Ephemeral: not null } or { Image: not null }
            or { PersistentVolumeClaim: not null } or { Projected: not null } or { Secret: not null } => null,
        { HostPath: not null } => "hostPath",
        { GCEPersistentDisk: not null } => "gcePersistentDisk",
        { AWSElasticBlockStore: not null } => "awsElasticBlockStore",
        { GitRepo: not null } => "gitRepo",
        { NFS: not null } => "nfs",
        { ISCSI: not null } => "iscsi",
        { Glusterfs: not null } => "glusterfs",
        { RBD: not null } => "rbd",
        { FlexVolume: not null } => "flexVolume",
        { Cinder: not null } => "cinder",
        { CephFS: not null } => "cephfs",
        { Flocker: not null } => "flocker",
        { FC: not null } => "fc",
        { AzureFile: not null } => "azureFile",
        { VsphereVolume: not null } => "vsphereVolume",
        { Quobyte: not null } => "quobyte",
        { AzureDisk: not null } => "azureDisk",
        { PhotonPersistentDisk: not null } => "photonPersistentDisk",
        { PortworxVolume: not null } => "portworxVolume",
        { ScaleIO: not null } => "scaleIO",
        { StorageOS: not null } => "storageos",
        _ => "unknown",
    };
}
