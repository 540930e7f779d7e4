using System.Globalization;
using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Admission.PodSecurity;

/// <summary>What the baseline level forbids; each check answers null when all is well (pod-security-admission/policy).</summary>
internal static class BaselineChecks
{
    private const string SeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
    private const string SeccompContainer = "container.seccomp.security.alpha.kubernetes.io/";
    private const string AppArmorContainer = "container.apparmor.security.beta.kubernetes.io/";

    private static readonly string[] Capabilities =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ];

    private static readonly string[] OldSysctls =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range", "net.ipv4.ip_unprivileged_port_start",
    ];

    private static readonly string[] Sysctls27 = [.. OldSysctls, "net.ipv4.ip_local_reserved_ports"];

    private static readonly string[] Sysctls29 =
        [.. Sysctls27, "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes"];

    private static readonly string[] Sysctls32 = [.. Sysctls29, "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"];

    public static Violation? AppArmor(PodView pod)
    {
        static bool IsBad(AppArmorProfile? profile) => profile is not (null or { Type: "RuntimeDefault" or "Localhost" });
        var isPodBad = IsBad(pod.Spec.SecurityContext?.AppArmorProfile);
        var containers = CheckText.Where(pod, each => IsBad(each.Security?.AppArmorProfile));
        var annotations = pod.Metadata.Annotations
            .Where(each => each.Key.StartsWith(AppArmorContainer, StringComparison.Ordinal))
            .Where(each => each.Value is not ("" or "runtime/default") && !each.Value.StartsWith("localhost/", StringComparison.Ordinal))
            .Select(each => $"{each.Key}={Validation.FieldErrors.Quote(each.Value)}")
            .Order(StringComparer.Ordinal)
            .ToList();
        var types = pod.Containers.Select(each => each.Security?.AppArmorProfile).Append(pod.Spec.SecurityContext?.AppArmorProfile)
            .Where(IsBad).Select(profile => profile!.Type).Distinct().Order(StringComparer.Ordinal);
        List<string> values = [.. types, .. annotations];
        string[] named = annotations.Count == 0 ? [] : [CheckText.Plural("annotation", "annotations", annotations.Count)];
        return CheckText.Setters(isPodBad, containers, named) is { } setters
            ? new(CheckText.Plural("forbidden AppArmor profile", "forbidden AppArmor profiles", values.Count), $"{setters} must not set AppArmor profile type to {CheckText.Quoted(values)}")
            : null;
    }

    public static Violation? AddedCapabilities(PodView pod)
    {
        static IEnumerable<string> Bad(ContainerView each) => (each.Security?.Capabilities?.Add ?? default).Where(name => !Capabilities.Contains(name));
        var containers = CheckText.Where(pod, each => Bad(each).Any());
        return containers.Count == 0 ? null : new(
            "non-default capabilities", $"{CheckText.Containers(containers)} must not include {CheckText.Sorted(pod.Containers.SelectMany(Bad))} in securityContext.capabilities.add");
    }

    public static Violation? HostNamespaces(PodView pod)
    {
        List<string> shared =
        [
            .. pod.Spec.HostNetwork ? ["hostNetwork=true"] : Array.Empty<string>(),
            .. pod.Spec.HostPID ? ["hostPID=true"] : Array.Empty<string>(),
            .. pod.Spec.HostIPC ? ["hostIPC=true"] : Array.Empty<string>(),
        ];
        return shared.Count == 0 ? null : new("host namespaces", string.Join(", ", shared));
    }

    public static Violation? HostPaths(PodView pod)
    {
        var volumes = pod.Spec.Volumes.Where(volume => volume.VolumeSource.HostPath is not null).Select(volume => volume.Name).ToList();
        return volumes.Count == 0 ? null : new("hostPath volumes", $"{CheckText.Plural("volume", "volumes", volumes.Count)} {CheckText.Quoted(volumes)}");
    }

    public static Violation? HostPorts(PodView pod)
    {
        var containers = CheckText.Where(pod, each => each.Ports.Any(port => port.HostPort != 0));
        var ports = pod.Containers.SelectMany(each => each.Ports).Where(port => port.HostPort != 0)
            .Select(port => port.HostPort.ToString(CultureInfo.InvariantCulture)).Distinct().Order(StringComparer.Ordinal).ToList();
        return containers.Count == 0 ? null : new(
            "hostPort",
            $"{CheckText.Containers(containers)} {CheckText.Plural("uses", "use", containers.Count)} {CheckText.Plural("hostPort", "hostPorts", ports.Count)} {string.Join(", ", ports)}");
    }

    public static Violation? ProbeHosts(PodView pod)
    {
        static IEnumerable<string> Bad(ContainerView each) =>
            each.Probes.SelectMany(probe => new[] { probe?.ProbeHandler.HTTPGet?.Host, probe?.ProbeHandler.TCPSocket?.Host })
                .Concat(new[] { each.Lifecycle?.PostStart, each.Lifecycle?.PreStop }.SelectMany(handler => new[] { handler?.HTTPGet?.Host, handler?.TCPSocket?.Host }))
                .Where(host => !string.IsNullOrEmpty(host))
                .Select(host => host!);
        var containers = CheckText.Where(pod, each => Bad(each).Any()).Distinct().Order(StringComparer.Ordinal).ToList();
        var hosts = pod.Containers.SelectMany(Bad).Distinct().ToList();
        return containers.Count == 0 ? null : new(
            "probe or lifecycle host",
            $"{CheckText.Containers(containers)} {CheckText.Plural("uses", "use", containers.Count)} {CheckText.Plural("probe or lifecycle host", "probe or lifecycle hosts", hosts.Count)} {CheckText.Sorted(hosts)}");
    }

    public static Violation? Privileged(PodView pod)
    {
        var containers = CheckText.Where(pod, each => each.Security?.Privileged == true);
        return containers.Count == 0 ? null : new("privileged", $"{CheckText.Containers(containers)} must not set securityContext.privileged=true");
    }

    public static Violation? ProcMount(PodView pod)
    {
        static bool IsBad(ContainerView each) => each.Security?.ProcMount is not (null or "Default");
        var containers = CheckText.Where(pod, IsBad);
        return containers.Count == 0 ? null : new(
            "procMount", $"{CheckText.Containers(containers)} must not set securityContext.procMount to {CheckText.Sorted(pod.Containers.Where(IsBad).Select(each => each.Security!.ProcMount!))}");
    }

    public static Violation? ProcMountOfHostUsers(PodView pod) => pod.HasOwnUsers ? null : ProcMount(pod);

    public static Violation? OldSELinux(PodView pod) => SELinux(pod, ["", "container_t", "container_init_t", "container_kvm_t"]);

    public static Violation? SELinux(PodView pod) => SELinux(pod, ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"]);

    public static Violation? SeccompAnnotations(PodView pod)
    {
        var forbidden = pod.Containers.Select(each => SeccompContainer + each.Name).Append(SeccompPod)
            .Where(key => pod.Metadata.Annotations.TryGetValue(key, out var value)
                && value is not ("runtime/default" or "docker/default") && !value.StartsWith("localhost/", StringComparison.Ordinal))
            .Select(key => $"{key}={Validation.FieldErrors.Quote(pod.Metadata.Annotations[key])}")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        return forbidden.Count == 0 ? null : new("seccompProfile", $"forbidden {CheckText.Plural("annotation", "annotations", forbidden.Count)} {string.Join(", ", forbidden)}");
    }

    public static Violation? Seccomp(PodView pod)
    {
        var containers = CheckText.Where(pod, each => IsBad(each.Security?.SeccompProfile));
        var values = pod.Containers.Select(each => each.Security?.SeccompProfile).Append(pod.Spec.SecurityContext?.SeccompProfile).Where(IsBad).Select(profile => profile!.Type);
        return CheckText.Setters(IsBad(pod.Spec.SecurityContext?.SeccompProfile), containers) is { } setters
            ? new("seccompProfile", $"{setters} must not set securityContext.seccompProfile.type to {CheckText.Sorted(values)}")
            : null;
    }

    public static Violation? SysctlsOf(PodView pod, int minor)
    {
        var allowed = minor switch { >= 32 => Sysctls32, >= 29 => Sysctls29, >= 27 => Sysctls27, _ => OldSysctls };
        var forbidden = (pod.Spec.SecurityContext?.Sysctls ?? default).Select(each => each.Name).Where(name => !allowed.Contains(name)).ToList();
        return forbidden.Count == 0 ? null : new("forbidden sysctls", string.Join(", ", forbidden));
    }

    public static Violation? WindowsHostProcess(PodView pod)
    {
        var containers = CheckText.Where(pod, each => each.Security?.WindowsOptions?.HostProcess == true);
        return CheckText.Setters(pod.Spec.SecurityContext?.WindowsOptions?.HostProcess == true, containers) is { } setters
            ? new("hostProcess", $"{setters} must not set securityContext.windowsOptions.hostProcess=true")
            : null;
    }

    private static bool IsBad(SeccompProfile? profile) => profile is not (null or { Type: "RuntimeDefault" or "Localhost" });

    private static Violation? SELinux(PodView pod, string[] allowed)
    {
        bool IsBad(SELinuxOptions? options) => options is not null && (!allowed.Contains(options.Type) || options.User.Length > 0 || options.Role.Length > 0);
        var containers = CheckText.Where(pod, each => IsBad(each.Security?.SELinuxOptions));
        if (CheckText.Setters(IsBad(pod.Spec.SecurityContext?.SELinuxOptions), containers) is not { } setters)
        {
            return null;
        }

        var options = pod.Containers.Select(each => each.Security?.SELinuxOptions).Append(pod.Spec.SecurityContext?.SELinuxOptions).OfType<SELinuxOptions>().ToList();
        var types = options.Select(each => each.Type).Where(type => !allowed.Contains(type)).Distinct().ToList();
        List<string> data =
        [
            .. types.Count == 0 ? Array.Empty<string>() : [$"{CheckText.Plural("type", "types", types.Count)} {CheckText.Sorted(types)}"],
            .. options.Any(each => each.User.Length > 0) ? ["user may not be set"] : Array.Empty<string>(),
            .. options.Any(each => each.Role.Length > 0) ? ["role may not be set"] : Array.Empty<string>(),
        ];
        return new("seLinuxOptions", $"{setters} set forbidden securityContext.seLinuxOptions: {string.Join("; ", data)}");
    }
}
