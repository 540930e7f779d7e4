using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>What of a pod may change.</content>
internal static partial class PodValidation
{
    private const string Updatable = "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
        + "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    /// <summary>Rules of a change, on the path that <paramref name="subresource"/> names.</summary>
    public static void ValidateUpdate(string subresource, Pod pod, Pod old, FieldErrors errors)
    {
        switch (subresource)
        {
            case "status":
                CheckStatus(pod, old, errors);
                break;
            case "ephemeralcontainers":
                CheckPod(pod, errors);
                CheckEphemeralChange(pod, old, errors);
                break;
            case "resize":
                CheckPod(pod, errors);
                break;
            default:
                CheckPod(pod, errors);
                CheckSpecChange(pod.Spec, old.Spec, errors);
                break;
        }
    }

    private static void CheckSpecChange(PodSpec spec, PodSpec old, FieldErrors errors)
    {
        if (!CheckContainerChange(spec.Containers, old.Containers, errors, SpecPath.Child("containers"))
            || !CheckContainerChange(spec.InitContainers, old.InitContainers, errors, SpecPath.Child("initContainers"))
            || !CheckDeadline(spec.ActiveDeadlineSeconds, old.ActiveDeadlineSeconds, errors, SpecPath.Child("activeDeadlineSeconds")))
        {
            return;
        }

        CheckTolerationChange(spec.Tolerations, old.Tolerations, errors, SpecPath.Child("tolerations"));
        for (var i = 0; i < spec.SchedulingGates.Count; i++)
        {
            if (!old.SchedulingGates.Any(gate => gate.Name == spec.SchedulingGates[i].Name))
            {
                errors.Forbidden(
                    SpecPath.Child("schedulingGates").Index(i).Child("name"),
                    $"only deletion is allowed, but found new scheduling gate '{spec.SchedulingGates[i].Name}'");
            }
        }

        var rest = spec with
        {
            Containers = TakeImages(spec.Containers, old.Containers),
            InitContainers = TakeImages(spec.InitContainers, old.InitContainers),
            ActiveDeadlineSeconds = old.ActiveDeadlineSeconds,
            SchedulingGates = old.SchedulingGates,
            Tolerations = old.Tolerations,
            TerminationGracePeriodSeconds = old.TerminationGracePeriodSeconds < 0 && spec.TerminationGracePeriodSeconds == 1
                ? old.TerminationGracePeriodSeconds
                : spec.TerminationGracePeriodSeconds,
            NodeSelector = old.SchedulingGates.IsEmpty || !Narrows(spec.NodeSelector, old.NodeSelector) ? spec.NodeSelector : old.NodeSelector,
        };
        if (rest != old)
        {
            errors.Forbidden(SpecPath, $"pod updates may not change fields other than {Updatable}\n{PodDifference.Describe(rest, old)}");
        }
    }

    private static bool Narrows(ApiMap<string> selector, ApiMap<string> old) =>
        old.All(entry => selector.TryGetValue(entry.Key, out var value) && value == entry.Value);

    private static ApiList<Container> TakeImages(ApiList<Container> containers, ApiList<Container> old)
    {
        var index = 0;
        return containers.Select(container => container with { Image = old[index++].Image }).ToApiList();
    }

    private static bool CheckContainerChange(ApiList<Container> containers, ApiList<Container> old, FieldErrors errors, FieldPath path)
    {
        if (containers.Count != old.Count)
        {
            errors.Forbidden(path, "pod updates may not add or remove containers");
            return false;
        }

        for (var i = 0; i < containers.Count; i++)
        {
            CheckRequired(containers[i].Image, _ => [], errors, path.Index(i).Child("image"));
            CheckImageBlanks(containers[i], errors, path.Index(i));
        }

        return true;
    }

    private static bool CheckDeadline(long? deadline, long? old, FieldErrors errors, FieldPath path)
    {
        if (deadline is not { } seconds)
        {
            if (old is not null)
            {
                errors.InvalidValue(path, "null", "must not update from a positive integer to nil value");
            }

            return true;
        }

        if (seconds is < 0 or > int.MaxValue)
        {
            errors.InvalidFor(path, seconds, Formats.InRange(seconds, 0, int.MaxValue));
            return false;
        }

        if (old < seconds)
        {
            errors.Invalid(path, seconds, "must be less than or equal to previous value");
            return false;
        }

        return true;
    }

    private static void CheckTolerationChange(ApiList<Toleration> tolerations, ApiList<Toleration> old, FieldErrors errors, FieldPath path)
    {
        if (old.Any(before => !tolerations.Any(now => before with { TolerationSeconds = now.TolerationSeconds } == now)))
        {
            errors.Forbidden(path, "existing toleration can not be modified except its tolerationSeconds");
            return;
        }

        CheckTolerations(tolerations, errors, path);
    }

    private static void CheckEphemeralChange(Pod pod, Pod old, FieldErrors errors)
    {
        var path = SpecPath.Child("ephemeralContainers");
        foreach (var before in old.Spec.EphemeralContainers)
        {
            var name = before.EphemeralContainerCommon.Name;
            var now = pod.Spec.EphemeralContainers.FirstOrDefault(container => container.EphemeralContainerCommon.Name == name);
            if (now is null)
            {
                errors.Forbidden(path, $"existing ephemeral containers {FieldErrors.Quote(name)} may not be removed\n");
            }
            else if (now != before)
            {
                errors.Forbidden(path, $"existing ephemeral containers {FieldErrors.Quote(name)} may not be changed\n");
            }
        }
    }

    private static void CheckStatus(Pod pod, Pod old, FieldErrors errors)
    {
        var path = FieldPath.Root("status");
        for (var i = 0; i < pod.Status.Conditions.Count; i++)
        {
            var condition = pod.Status.Conditions[i];
            if (condition.ObservedGeneration < 0)
            {
                errors.Invalid(path.Child("conditions").Index(i).Child("observedGeneration"), condition.ObservedGeneration, "must be a non-negative integer");
            }

            errors.InvalidFor(path.Child("conditions").Index(i).Child("Type"), condition.Type, Formats.QualifiedName(condition.Type));
        }

        if (pod.Status.NominatedNodeName != old.Status.NominatedNodeName)
        {
            CheckOptional(pod.Status.NominatedNodeName, Formats.Dns1123Subdomain, errors, path.Child("nominatedNodeName"));
        }

        if (pod.Status.ObservedGeneration < 0)
        {
            errors.Invalid(path.Child("observedGeneration"), pod.Status.ObservedGeneration, "must be a non-negative integer");
        }

        errors.CheckImmutable(path.Child("qosClass"), pod.Status.QOSClass, old.Status.QOSClass);
        CheckAddresses(pod.Status, errors, path);
    }

    private static void CheckAddresses(PodStatus status, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < status.PodIPs.Count; i++)
        {
            errors.InvalidFor(path.Child("podIPs").Index(i), status.PodIPs[i].IP, Formats.IP(status.PodIPs[i].IP));
        }

        for (var i = 0; i < status.HostIPs.Count; i++)
        {
            errors.InvalidFor(path.Child("hostIPs").Index(i), status.HostIPs[i].IP, Formats.IP(status.HostIPs[i].IP));
        }
    }
}
