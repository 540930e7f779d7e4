using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of pods and pod templates (pkg/apis/core/validation); errors come in upstream's order.</summary>
internal static partial class PodValidation
{
    private static readonly FieldPath SpecPath = FieldPath.Root("spec");

    /// <summary>Rules of a new pod.</summary>
    public static void Validate(Pod pod, FieldErrors errors)
    {
        CheckPod(pod, errors);
        if (!pod.Spec.EphemeralContainers.IsEmpty)
        {
            errors.Forbidden(SpecPath.Child("ephemeralContainers"), "cannot be set on create");
        }

        if (pod.Spec.NodeName.Length > 0 && !pod.Spec.SchedulingGates.IsEmpty)
        {
            errors.Forbidden(SpecPath.Child("nodeName"), "cannot be set until all schedulingGates have been cleared");
        }

        CheckSeccompAgrees(pod.Metadata.Annotations, pod.Spec, errors, SpecPath);
        CheckAppArmorAgrees(pod.Metadata.Annotations, pod.Spec, errors, SpecPath);
    }

    /// <summary>Rules of a pod template: labels, annotations and the specification.</summary>
    public static void ValidateTemplate(PodTemplateSpec template, FieldErrors errors, FieldPath path)
    {
        MetadataValidation.ValidateLabels(template.Metadata.Labels, errors, path.Child("labels"));
        MetadataValidation.ValidateAnnotations(template.Metadata.Annotations, errors, path.Child("annotations"));
        CheckAnnotations(template.Metadata.Annotations, template.Spec, errors, path.Child("annotations"));
        ValidateSpec(template.Spec, ObjectMeta.Empty, false, errors, path.Child("spec"));
        CheckSeccompAgrees(template.Metadata.Annotations, template.Spec, errors, path.Child("spec"));
        if (!template.Spec.EphemeralContainers.IsEmpty)
        {
            errors.Forbidden(path.Child("spec").Child("ephemeralContainers"), "ephemeral containers not allowed in pod template");
        }
    }

    private static void CheckPod(Pod pod, FieldErrors errors)
    {
        CheckAnnotations(pod.Metadata.Annotations, pod.Spec, errors, AnnotationsPath);
        ValidateSpec(pod.Spec, pod.Metadata, true, errors, SpecPath);
        CheckTokens(pod.Spec, errors, SpecPath.Child("volumes"));
        CheckImageBlanks(pod.Spec.Containers, errors, SpecPath.Child("containers"));
        CheckImageBlanks(pod.Spec.InitContainers, errors, SpecPath.Child("initContainers"));
    }

    private static void ValidateSpec(PodSpec spec, ObjectMeta metadata, bool isPod, FieldErrors errors, FieldPath path)
    {
        var volumes = CheckVolumes(spec.Volumes, metadata, isPod, errors, path.Child("volumes"));
        var scope = new PodScope(spec, volumes, errors);
        CheckPodClaims(spec.ResourceClaims, metadata, errors, path.Child("resourceClaims"));
        CheckContainers(scope, path.Child("containers"));
        CheckInitContainers(scope, path.Child("initContainers"));
        CheckEphemeralContainers(scope, path.Child("ephemeralContainers"));
        CheckPodResources(scope, path.Child("resources"));
        CheckHostPorts(spec, isPod, errors, path.Child("containers"));
        errors.CheckRequiredAndSupported(path.Child("restartPolicy"), spec.RestartPolicy, RestartPolicy.Always, RestartPolicy.OnFailure, RestartPolicy.Never);
        errors.CheckRequiredAndSupported(
            path.Child("dnsPolicy"), spec.DNSPolicy, DNSPolicy.ClusterFirstWithHostNet, DNSPolicy.ClusterFirst, DNSPolicy.Default, DNSPolicy.None);
        MetadataValidation.ValidateLabels(spec.NodeSelector, errors, path.Child("nodeSelector"));
        CheckPodSecurity(spec, errors, path.Child("securityContext"));
        CheckAffinity(spec.Affinity, errors, path.Child("affinity"));
        CheckDns(spec, errors, path.Child("dnsConfig"));
        CheckGates(spec, errors, path);
        CheckSpread(spec.TopologySpreadConstraints, errors, path.Child("topologySpreadConstraints"));
        CheckHostProcess(spec, errors, path);
        CheckHostUsers(spec, errors, path);
        CheckHostname(spec, errors, path);
        CheckNames(spec, errors, path);
        CheckTolerations(spec.Tolerations, errors, path.Child("tolerations"));
        CheckAliases(spec.HostAliases, errors, path.Child("hostAliases"));
        CheckReferences(spec, errors, path);
        CheckResources(scope, ResourceRequirements.Empty with { Limits = spec.Overhead }, path.Child("overhead"), CheckContainerResourceName);
        CheckOS(spec, errors, path);
        CheckFileKeyVolumes(spec, errors, path);
    }

    private static void CheckHostPorts(PodSpec spec, bool isPod, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; spec.HostNetwork && i < spec.Containers.Count; i++)
        {
            for (var j = 0; j < spec.Containers[i].Ports.Count; j++)
            {
                var port = spec.Containers[i].Ports[j];
                if ((isPod || port.HostPort != 0) && port.HostPort != port.Port)
                {
                    errors.Invalid(path.Index(i).Child("ports").Index(j).Child("hostPort"), port.HostPort, "must match `containerPort` when `hostNetwork` is true");
                }
            }
        }
    }

    private static void CheckDns(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        var config = spec.DNSConfig;
        if (spec.DNSPolicy == DNSPolicy.None && (config is null || config.Nameservers.IsEmpty))
        {
            errors.Required(
                config is null ? path : path.Child("nameservers"),
                config is null ? "must provide `dnsConfig` when `dnsPolicy` is None" : "must provide at least one DNS nameserver when `dnsPolicy` is None");
            return;
        }

        if (config is null)
        {
            return;
        }

        CheckCount(config.Nameservers, 3, "must not have more than 3 nameservers", errors, path.Child("nameservers"));
        for (var i = 0; i < config.Nameservers.Count; i++)
        {
            LegacyAddresses.CheckIP(errors, path.Child("nameservers").Index(i), config.Nameservers[i], default);
        }

        CheckCount(config.Searches, 32, "must not have more than 32 search paths", errors, path.Child("searches"));
        if (string.Join(' ', config.Searches).Length > 2048)
        {
            errors.InvalidValue(path.Child("searches"), Shown(config.Searches), "must not have more than 2048 characters (including spaces) in the search list");
        }

        for (var i = 0; i < config.Searches.Count; i++)
        {
            var search = config.Searches[i];
            var name = search.EndsWith('.') ? search[..^1] : search;
            if (search != ".")
            {
                errors.InvalidFor(path.Child("searches").Index(i), name, Formats.SubdomainWithUnderscore(name));
            }
        }

        for (var i = 0; i < config.Options.Count; i++)
        {
            if (config.Options[i].Name.Length == 0)
            {
                errors.Required(path.Child("options").Index(i), "must not be empty");
            }
        }
    }

    private static void CheckCount(ApiList<string> items, int limit, string message, FieldErrors errors, FieldPath path)
    {
        if (items.Count > limit)
        {
            errors.InvalidValue(path, Shown(items), message);
        }
    }

    private static string Shown(ApiList<string> items) => "[" + string.Join(",", items.Select(FieldErrors.Quote)) + "]";

    private static void CheckGates(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < spec.ReadinessGates.Count; i++)
        {
            var type = spec.ReadinessGates[i].ConditionType;
            errors.InvalidFor(path.Child("readinessGates").Index(i).Child("conditionType"), type, Formats.QualifiedName(type));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < spec.SchedulingGates.Count; i++)
        {
            var at = path.Child("schedulingGates").Index(i);
            errors.InvalidFor(at, spec.SchedulingGates[i].Name, Formats.QualifiedName(spec.SchedulingGates[i].Name));
            if (!seen.Add(spec.SchedulingGates[i].Name))
            {
                errors.Duplicate(at, spec.SchedulingGates[i].Name);
            }
        }
    }

    private static void CheckHostname(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.HostnameOverride is not { } name)
        {
            return;
        }

        var at = path.Child("hostnameOverride");
        if (spec.SetHostnameAsFQDN == true)
        {
            errors.Forbidden(at, "may not be specified when setHostnameAsFQDN is true");
        }

        if (spec.HostNetwork)
        {
            errors.Forbidden(at, "may not be specified when hostNetwork is true");
        }

        if (Formats.Length(name) > 64)
        {
            errors.TooLong(at, 64);
        }

        errors.InvalidFor(at, name, Formats.Dns1123Subdomain(name));
    }

    private static void CheckNames(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        CheckOptional(spec.ServiceAccountName, Formats.Dns1123Subdomain, errors, path.Child("serviceAccountName"));
        CheckOptional(spec.NodeName, Formats.Dns1123Subdomain, errors, path.Child("nodeName"));
        if (spec.ActiveDeadlineSeconds is { } deadline)
        {
            errors.InvalidFor(path.Child("activeDeadlineSeconds"), deadline, Formats.InRange(deadline, 1, int.MaxValue));
        }

        CheckOptional(spec.Hostname, Formats.Dns1123Label, errors, path.Child("hostname"));
        CheckOptional(spec.Subdomain, Formats.Dns1123Label, errors, path.Child("subdomain"));
    }

    private static void CheckOptional(string value, Func<string, IEnumerable<string>> form, FieldErrors errors, FieldPath path)
    {
        if (value.Length > 0)
        {
            errors.InvalidFor(path, value, form(value));
        }
    }

    private static void CheckAliases(ApiList<HostAlias> aliases, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < aliases.Count; i++)
        {
            LegacyAddresses.CheckIP(errors, path.Index(i).Child("ip"), aliases[i].IP, default);
            for (var j = 0; j < aliases[i].Hostnames.Count; j++)
            {
                errors.InvalidFor(path.Index(i).Child("hostnames").Index(j), aliases[i].Hostnames[j], Formats.Dns1123Subdomain(aliases[i].Hostnames[j]));
            }
        }
    }

    private static void CheckReferences(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        CheckOptional(spec.PriorityClassName, Formats.Dns1123Subdomain, errors, path.Child("priorityClassName"));
        if (spec.RuntimeClassName is { } runtime)
        {
            errors.InvalidFor(path.Child("runtimeClassName"), runtime, Formats.Dns1123Subdomain(runtime));
        }

        if (spec.PreemptionPolicy is { } preemption)
        {
            errors.CheckRequiredAndSupported(path.Child("preemptionPolicy"), preemption, PreemptionPolicy.PreemptLowerPriority, PreemptionPolicy.Never);
        }
    }

    private sealed record PodScope(PodSpec Spec, Dictionary<string, VolumeSource> Volumes, FieldErrors Errors);
}
