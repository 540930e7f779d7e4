using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
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
                CheckAnnotationChange(pod, old.Metadata, errors);
                new PodStatusValidation(pod, old, errors).Check();
                break;
            case "ephemeralcontainers":
                CheckPod(pod, errors);
                CheckAnnotationChange(pod, old.Metadata, errors);
                CheckEphemeralChange(pod, old, errors);
                break;
            case "resize":
                CheckPod(pod, errors);
                PodResizeValidation.Check(pod, old, errors);
                break;
            default:
                CheckPod(pod, errors);
                CheckAnnotationChange(pod, old.Metadata, errors);
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
        };
        rest = old.SchedulingGates.IsEmpty ? rest : TakePlacement(rest, old, errors);
        if (rest != old)
        {
            errors.Forbidden(SpecPath, $"pod updates may not change fields other than {Updatable}\n{PodDifference.Describe(rest, old)}");
        }
    }

    // Where a gated pod may go can still be narrowed.
    private static PodSpec TakePlacement(PodSpec spec, PodSpec old, FieldErrors errors)
    {
        if (!old.NodeSelector.All(entry => spec.NodeSelector.TryGetValue(entry.Key, out var value) && value == entry.Value))
        {
            errors.InvalidValue(
                SpecPath.Child("nodeSelector"),
                WorkloadValidation.Shown(spec.NodeSelector),
                "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
        }

        spec = spec with { NodeSelector = old.NodeSelector };
        var affinity = spec.Affinity?.NodeAffinity;
        if (affinity == old.Affinity?.NodeAffinity)
        {
            return spec;
        }

        NodeAffinityChange.Check(affinity, old.Affinity?.NodeAffinity, errors, SpecPath.Child("affinity").Child("nodeAffinity"));
        var kept = (spec.Affinity ?? Affinity.Empty) with { NodeAffinity = old.Affinity?.NodeAffinity };
        return spec with { Affinity = kept == Affinity.Empty && old.Affinity is null ? null : kept };
    }

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
        if (old.Metadata.Annotations.ContainsKey(PodAnnotations.Mirror))
        {
            errors.Clear();
            errors.Forbidden(FieldPath.None, "static pods do not support ephemeral containers");
            return;
        }

        var path = SpecPath.Child("ephemeralContainers");
        foreach (var before in old.Spec.EphemeralContainers)
        {
            var name = before.EphemeralContainerCommon.Name;
            var now = pod.Spec.EphemeralContainers.LastOrDefault(container => container.EphemeralContainerCommon.Name == name);
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
}
