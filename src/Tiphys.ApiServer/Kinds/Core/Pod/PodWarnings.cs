using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>What of a pod or a pod template works but is doubtful or on its way out (pkg/api/pod/warnings.go); in upstream's order.</summary>
internal static partial class PodWarnings
{
    public const string AppArmorDeprecated = "deprecated since v1.30; use the \"appArmorProfile\" field instead";
    private const string NoMatch = "a null labelSelector results in matching no pod";
    private const string SeccompIgnored = "non-functional in v1.27+; use the \"seccompProfile\" field instead";

    private static readonly string[] ByteResources = ["memory", "ephemeral-storage"];

    private static readonly (string Annotation, string Message)[] Annotations =
    [
        ("scheduler.alpha.kubernetes.io/critical-pod", "non-functional in v1.16+; use the \"priorityClassName\" field instead"),
        ("security.alpha.kubernetes.io/sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead"),
        ("security.alpha.kubernetes.io/unsafe-sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead"),
    ];

    public static IEnumerable<string> Of(Pod pod) =>
        Of(pod.Spec, pod.Metadata.Annotations, false, FieldPath.Root("spec"), FieldPath.Root("metadata").Child("annotations"));

    public static IEnumerable<string> Of(PodTemplateSpec template, FieldPath path) =>
        Of(template.Spec, template.Metadata.Annotations, true, path.Child("spec"), path.Child("metadata").Child("annotations"));

    public static IEnumerable<string> OfStatus(PodStatus status) =>
    [
        .. status.PodIPs.SelectMany((address, index) => LegacyAddresses.WarningsForIP($"status.podIPs[{index}].ip", address.IP)),
        .. status.HostIPs.SelectMany((address, index) => LegacyAddresses.WarningsForIP($"status.hostIPs[{index}].ip", address.IP)),
    ];

    private static IEnumerable<string> Of(PodSpec spec, ApiMap<string> annotations, bool isTemplate, FieldPath path, FieldPath annotationsPath) =>
    [
        .. OfPlacement(spec, path),
        .. Annotations.Where(each => annotations.ContainsKey(each.Annotation)).Select(each => $"{annotationsPath.Key(each.Annotation)}: {each.Message}"),
        .. OfVolumes(spec.Volumes, path.Child("volumes")),
        .. OfOverlaps(spec.Volumes),
        .. OfRepeats(spec, path),
        .. OfFractions(spec.Overhead, path.Child("overhead")),
        .. OfPodSeccomp(spec, annotations, annotationsPath),
        .. OfContainers(spec, annotations, isTemplate, path, annotationsPath),
        .. OfPorts(spec, path),
        .. When(
            spec.TerminationGracePeriodSeconds < 0,
            path.Child("terminationGracePeriodSeconds"),
            "must be >= 0; negative values are invalid and will be treated as 1"),
        .. OfPodAffinity(spec.Affinity?.PodAffinity, path.Child("affinity").Child("podAffinity")),
        .. OfPodAffinity(spec.Affinity?.PodAntiAffinity, path.Child("affinity").Child("podAntiAffinity")),
        .. OfAddresses(spec, path),
    ];

    private static IEnumerable<string> OfPlacement(PodSpec spec, FieldPath path)
    {
        var nodes = spec.Affinity?.NodeAffinity;
        var at = path.Child("affinity").Child("nodeAffinity");
        var required = at.Child("requiredDuringSchedulingIgnoredDuringExecution").Child("nodeSelectorTerms");
        var preferred = at.Child("preferredDuringSchedulingIgnoredDuringExecution");
        return
        [
            .. NodeLabelWarnings.OfKeys(spec.NodeSelector.Keys, path.Child("nodeSelector").Key),
            .. (nodes?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? default)
                .SelectMany((term, index) => NodeLabelWarnings.OfTerm(term, false, required.Index(index))),
            .. (nodes?.PreferredDuringSchedulingIgnoredDuringExecution ?? default)
                .SelectMany((term, index) => NodeLabelWarnings.OfTerm(term.Preference, true, preferred.Index(index).Child("preference"))),
            .. spec.TopologySpreadConstraints.SelectMany((constraint, index) => OfSpread(constraint, path.Child("topologySpreadConstraints").Index(index))),
        ];
    }

    private static IEnumerable<string> OfSpread(TopologySpreadConstraint constraint, FieldPath path) =>
    [
        .. NodeLabelWarnings.OfKey(constraint.TopologyKey, path.Child("topologyKey")),
        .. When(constraint.LabelSelector is null, path.Child("labelSelector"), NoMatch),
    ];

    private static IEnumerable<string> OfRepeats(PodSpec spec, FieldPath path)
    {
        var (aliases, secrets) = (path.Child("hostAliases"), path.Child("imagePullSecrets"));
        return
        [
            .. Repeats(spec.HostAliases.Select(alias => alias.IP)).Select(each => $"{aliases.Index(each.Index).Child("ip")}: duplicate ip {FieldErrors.Quote(each.Value)}"),
            .. Repeats(spec.ImagePullSecrets.Select(secret => secret.Name))
                .Select(each => $"{secrets.Index(each.Index).Child("name")}: duplicate name {FieldErrors.Quote(each.Value)}"),
            .. spec.ImagePullSecrets.SelectMany((secret, index) => When(secret.Name.Length == 0, secrets.Index(index).Child("name"), "invalid empty name \"\"")),
        ];
    }

    private static IEnumerable<(int Index, string Value)> Repeats(IEnumerable<string> values)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return values.Select((value, index) => (index, value)).Where(each => !seen.Add(each.value));
    }

    private static IEnumerable<string> OfFractions(ApiMap<Quantity> amounts, FieldPath path) => ByteResources
        .Where(name => amounts.TryGetValue(name, out var amount) && amount.MilliValue % 1000 != 0)
        .Select(name => $"{path.Key(name)}: fractional byte value {FieldErrors.Quote(amounts[name].ToString())} is invalid, must be an integer");

    private static IEnumerable<string> OfPodSeccomp(PodSpec spec, ApiMap<string> annotations, FieldPath path) => When(
        spec.SecurityContext?.SeccompProfile is null && annotations.ContainsKey(PodAnnotations.SeccompPod), path.Key(PodAnnotations.SeccompPod), SeccompIgnored);

    private static IEnumerable<string> OfPodAffinity(PodAffinity? affinity, FieldPath path) => affinity is null ? [] : OfTerms(
        affinity.RequiredDuringSchedulingIgnoredDuringExecution, affinity.PreferredDuringSchedulingIgnoredDuringExecution, path);

    private static IEnumerable<string> OfPodAffinity(PodAntiAffinity? affinity, FieldPath path) => affinity is null ? [] : OfTerms(
        affinity.RequiredDuringSchedulingIgnoredDuringExecution, affinity.PreferredDuringSchedulingIgnoredDuringExecution, path);

    private static IEnumerable<string> OfTerms(ApiList<PodAffinityTerm> required, ApiList<WeightedPodAffinityTerm> preferred, FieldPath path)
    {
        var (hard, soft) = (path.Child("requiredDuringSchedulingIgnoredDuringExecution"), path.Child("preferredDuringSchedulingIgnoredDuringExecution"));
        return
        [
            .. required.SelectMany((term, index) => When(term.LabelSelector is null, hard.Index(index).Child("labelSelector"), NoMatch)),
            .. preferred.SelectMany((term, index) =>
                When(term.PodAffinityTerm.LabelSelector is null, soft.Index(index).Child("podAffinityTerm").Child("labelSelector"), NoMatch)),
        ];
    }

    private static IEnumerable<string> OfAddresses(PodSpec spec, FieldPath path)
    {
        var (servers, aliases) = (path.Child("dnsConfig").Child("nameservers"), path.Child("hostAliases"));
        return
        [
            .. (spec.DNSConfig?.Nameservers ?? default).SelectMany((server, index) => LegacyAddresses.WarningsForIP(servers.Index(index).ToString(), server)),
            .. spec.HostAliases.SelectMany((alias, index) => LegacyAddresses.WarningsForIP(aliases.Index(index).Child("ip").ToString(), alias.IP)),
        ];
    }

    private static IEnumerable<string> When(bool condition, FieldPath path, string message) => condition ? [$"{path}: {message}"] : [];
}
