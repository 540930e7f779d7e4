namespace Tiphys.ApiServer.Admission.PodSecurity;

/// <summary>
/// Runs the checks of a level as a version knew them, in the order of upstream's names: those of the baseline, then those of the restricted
/// level, which replace some of the baseline.
/// </summary>
internal static class PodSecurityEvaluator
{
    public static IReadOnlyList<Violation> Evaluate(LevelVersion policy, PodView pod) => policy.Level switch
    {
        PolicyLevel.Privileged => [],
        PolicyLevel.Baseline => Baseline(pod, policy.Minor, isRestricted: false).OfType<Violation>().ToList(),
        _ => Baseline(pod, policy.Minor, isRestricted: true).Concat(Restricted(pod, policy.Minor)).OfType<Violation>().ToList(),
    };

    /// <summary>The violations as one text: <c>host namespaces (hostNetwork=true), privileged (…)</c>.</summary>
    public static string Describe(IReadOnlyList<Violation> violations) =>
        string.Join(", ", violations.Select(each => each.Detail.Length == 0 ? each.Reason : $"{each.Reason} ({each.Detail})"));

    private static IEnumerable<Violation?> Baseline(PodView pod, int minor, bool isRestricted)
    {
        yield return BaselineChecks.AppArmor(pod);
        yield return isRestricted && minor >= 22 ? null : BaselineChecks.AddedCapabilities(pod);
        yield return BaselineChecks.HostNamespaces(pod);
        yield return isRestricted ? null : BaselineChecks.HostPaths(pod);
        yield return BaselineChecks.HostPorts(pod);
        yield return minor >= 34 ? BaselineChecks.ProbeHosts(pod) : null;
        yield return BaselineChecks.Privileged(pod);
        yield return minor < 35 ? BaselineChecks.ProcMount(pod) : isRestricted ? null : BaselineChecks.ProcMountOfHostUsers(pod);
        yield return minor >= 31 ? BaselineChecks.SELinux(pod) : BaselineChecks.OldSELinux(pod);
        yield return minor < 19 ? BaselineChecks.SeccompAnnotations(pod) : isRestricted ? null : BaselineChecks.Seccomp(pod);
        yield return BaselineChecks.SysctlsOf(pod, minor);
        yield return BaselineChecks.WindowsHostProcess(pod);
    }

    private static IEnumerable<Violation?> Restricted(PodView pod, int minor)
    {
        // Since 1.25 a Windows pod need not say what has no meaning there.
        var isExempt = minor >= 25 && pod.IsWindows;
        var hasOwnUsers = minor >= 35 && pod.HasOwnUsers;
        yield return minor < 8 || isExempt ? null : RestrictedChecks.PrivilegeEscalation(pod);
        yield return minor < 22 || isExempt ? null : RestrictedChecks.Capabilities(pod);
        yield return minor < 35 ? null : BaselineChecks.ProcMount(pod);
        yield return RestrictedChecks.Volumes(pod);
        yield return hasOwnUsers ? null : RestrictedChecks.RunAsNonRoot(pod);
        yield return minor < 23 || hasOwnUsers ? null : RestrictedChecks.RunAsUser(pod);
        yield return minor < 19 || isExempt ? null : RestrictedChecks.Seccomp(pod);
    }
}
