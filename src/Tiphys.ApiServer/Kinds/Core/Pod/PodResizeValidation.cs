using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>
/// What <c>pods/resize</c> may change: processors and memory of containers and of the pod as a whole, up and down but never away, as long
/// as the quality of service stays (pkg/apis/core/validation, ValidatePodResize).
/// </summary>
internal static class PodResizeValidation
{
    private const string OnlyComputing = "only cpu and memory resources are mutable";
    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public static void Check(Pod pod, Pod old, FieldErrors errors)
    {
        if (Refusal(old) is { } refusal)
        {
            errors.Clear();
            errors.Forbidden(FieldPath.None, refusal);
            return;
        }

        CheckClass(pod, old, errors);
        if (HasOwnResources(pod.Spec) || HasOwnResources(old.Spec))
        {
            CheckOwnResources(pod.Spec.Resources, old.Spec.Resources, errors);
        }

        var isOrdered = CheckOrder(pod.Spec.Containers, old.Spec.Containers, "containers", errors);
        if (CheckOrder(pod.Spec.InitContainers, old.Spec.InitContainers, "initContainers", errors) && isOrdered)
        {
            CheckContainers(pod.Spec, old.Spec, errors);
        }
    }

    private static string? Refusal(Pod old) => old.Metadata.Annotations.ContainsKey(PodAnnotations.Mirror) ? "static pods cannot be resized"
        : old.Spec.OS?.Name == OSName.Windows ? "windows pods cannot be resized"
        : null;

    private static void CheckClass(Pod pod, Pod old, FieldErrors errors)
    {
        var before = old.Status.QOSClass.Length > 0 ? old.Status.QOSClass : QosClass.Of(old.Spec);
        if (before != QosClass.Of(pod.Spec))
        {
            errors.Invalid(Spec, pod.Status.QOSClass, "Pod QOS Class may not change as a result of resizing");
        }

        // A node that knows resizes tells the resources of what runs on it.
        if (old.Status.ContainerStatuses.FirstOrDefault(status => status.State.Running is not null) is { Resources: null })
        {
            errors.Forbidden(Spec, "Pod running on node without support for resize");
        }
    }

    private static bool HasOwnResources(PodSpec spec) => spec.Resources is { } own && (!own.Requests.IsEmpty || !own.Limits.IsEmpty);

    private static void CheckOwnResources(ResourceRequirements? own, ResourceRequirements? old, FieldErrors errors)
    {
        var path = Spec.Child("resources");
        if (own is null)
        {
            errors.Forbidden(path, "pod-level resources cannot be removed");
            return;
        }

        var before = old ?? ResourceRequirements.Empty;
        CheckKept(own.Requests, before.Requests, "pod-level resource requests cannot be removed", errors, path.Child("requests"));
        CheckKept(own.Limits, before.Limits, "pod-level resource limits cannot be removed", errors, path.Child("limits"));
        if (own with { Requests = TakeComputing(own.Requests, before.Requests), Limits = TakeComputing(own.Limits, before.Limits) } != before)
        {
            errors.Forbidden(Spec, "only cpu and memory resources are mutable at pod-level");
        }
    }

    private static bool CheckOrder(ApiList<Container> containers, ApiList<Container> old, string field, FieldErrors errors)
    {
        if (containers.Count != old.Count)
        {
            errors.Forbidden(Spec.Child(field), field + " may not be added or removed on resize");
            return false;
        }

        var isKept = true;
        for (var i = 0; i < old.Count; i++)
        {
            if (containers[i].Name != old[i].Name)
            {
                errors.Forbidden(Spec.Child(field).Index(i).Child("name"), field + " may not be renamed or reordered on resize");
                isKept = false;
            }
        }

        return isKept;
    }

    private static void CheckContainers(PodSpec spec, PodSpec old, FieldErrors errors)
    {
        CheckKept(spec.InitContainers, old.InitContainers, errors, Spec.Child("initContainers"));
        CheckKept(spec.Containers, old.Containers, errors, Spec.Child("containers"));
        for (var i = 0; i < spec.Containers.Count; i++)
        {
            if (TakeComputing(spec.Containers[i], old.Containers[i]) != old.Containers[i])
            {
                errors.Forbidden(Spec, OnlyComputing);
            }
        }

        for (var i = 0; i < spec.InitContainers.Count; i++)
        {
            CheckInitContainer(spec.InitContainers[i], old.InitContainers[i], errors, Spec.Child("initContainers").Index(i));
        }

        if (errors.IsEmpty && spec with { Containers = old.Containers, InitContainers = old.InitContainers, Resources = old.Resources } != old)
        {
            errors.Forbidden(Spec, OnlyComputing);
        }
    }

    private static void CheckInitContainer(Container container, Container old, FieldErrors errors, FieldPath path)
    {
        if (TakeComputing(container, old) != old)
        {
            errors.Forbidden(path, "only cpu and memory resources for init or sidecar containers are mutable");
        }

        if (container == old || container.RestartPolicy == ContainerRestartPolicy.Always)
        {
            return;
        }

        foreach (var policy in container.ResizePolicy)
        {
            if (policy.RestartPolicy == ResourceResizeRestartPolicy.RestartContainer)
            {
                errors.Forbidden(path, "non-sidecar init containers with a resize policy of RestartContainer cannot be resized");
            }
        }
    }

    private static void CheckKept(ApiList<Container> containers, ApiList<Container> old, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < old.Count; i++)
        {
            var at = path.Index(i).Child("resources");
            CheckKept(containers[i].Resources.Requests, old[i].Resources.Requests, "resource requests cannot be removed", errors, at.Child("requests"));
            CheckKept(containers[i].Resources.Limits, old[i].Resources.Limits, "resource limits cannot be removed", errors, at.Child("limits"));
        }
    }

    private static void CheckKept(ApiMap<Quantity> amounts, ApiMap<Quantity> old, string message, FieldErrors errors, FieldPath path)
    {
        if (old.Keys.Any(name => !amounts.ContainsKey(name)))
        {
            errors.Forbidden(path, message);
        }
    }

    // Claims are no part of what may be compared: a container with some cannot be resized.
    private static Container TakeComputing(Container container, Container old) => container with
    {
        Resources = ResourceRequirements.Empty with
        {
            Requests = TakeComputing(container.Resources.Requests, old.Resources.Requests),
            Limits = TakeComputing(container.Resources.Limits, old.Resources.Limits),
        },
    };

    private static ApiMap<Quantity> TakeComputing(ApiMap<Quantity> amounts, ApiMap<Quantity> old) =>
        amounts.Where(entry => !IsComputing(entry.Key)).Concat(old.Where(entry => IsComputing(entry.Key))).ToApiMap();

    private static bool IsComputing(string name) => name is "cpu" or "memory";
}
