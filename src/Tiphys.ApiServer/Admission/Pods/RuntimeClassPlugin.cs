using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Nodes.V1;

namespace Tiphys.ApiServer.Admission.Pods;

/// <summary>RuntimeClass: a pod bears the overhead of its runtime and goes where the runtime is (plugin/pkg/admission/runtimeclass).</summary>
internal sealed class RuntimeClassPlugin(StoredObjects objects) : IAdmissionPlugin
{
    private const string Mismatch = "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";

    public ValueTask<IKubernetesObject> MutateAsync(AdmissionRequest request, IKubernetesObject value, CancellationToken cancellationToken)
    {
        if (!request.CreatesPod() || value is not Pod pod || Find(request, pod) is not { } found)
        {
            return ValueTask.FromResult(value);
        }

        return ValueTask.FromResult<IKubernetesObject>(WithScheduling(request, WithOverhead(request, pod, found), found));
    }

    public ValueTask ValidateAsync(AdmissionRequest request, IKubernetesObject? value, CancellationToken cancellationToken)
    {
        if (!request.CreatesPod() || value is not Pod pod)
        {
            return ValueTask.CompletedTask;
        }

        var overhead = Find(request, pod)?.Overhead;
        if (overhead is not null && !Same(overhead.PodFixed, pod.Spec.Overhead))
        {
            throw Denial.Of(request, pod, Mismatch);
        }

        if (overhead is null && !pod.Spec.Overhead.IsDefault)
        {
            throw Denial.Of(request, pod, "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead");
        }

        return ValueTask.CompletedTask;
    }

    private RuntimeClass? Find(AdmissionRequest request, Pod pod) => pod.Spec.RuntimeClassName switch
    {
        null => null,
        "" => throw StatusErrors.Of(500, "", "resource name may not be empty", null),
        var name => objects.Find<RuntimeClass>("", name) ?? throw Denial.Of(request, pod, $"pod rejected: RuntimeClass \"{name}\" not found"),
    };

    private static Pod WithOverhead(AdmissionRequest request, Pod pod, RuntimeClass found)
    {
        if (found.Overhead is not { } overhead)
        {
            return pod;
        }

        return !pod.Spec.Overhead.IsEmpty && !Same(overhead.PodFixed, pod.Spec.Overhead)
            ? throw Denial.Of(request, pod, Mismatch)
            : pod with { Spec = pod.Spec with { Overhead = overhead.PodFixed } };
    }

    private static Pod WithScheduling(AdmissionRequest request, Pod pod, RuntimeClass found)
    {
        if (found.Scheduling is not { } scheduling)
        {
            return pod;
        }

        foreach (var (key, wanted) in scheduling.NodeSelector)
        {
            if (pod.Spec.NodeSelector.TryGetValue(key, out var given) && given != wanted)
            {
                throw Denial.Of(
                    request, pod, $"conflict: runtimeClass.scheduling.nodeSelector[{key}] = {wanted}; pod.spec.nodeSelector[{key}] = {given}");
            }
        }

        return pod with
        {
            Spec = pod.Spec with
            {
                NodeSelector = pod.Spec.NodeSelector.SetItems(scheduling.NodeSelector),
                Tolerations = Tolerations.Merge(pod.Spec.Tolerations, scheduling.Tolerations),
            },
        };
    }

    private static bool Same(ApiMap<Quantity> left, ApiMap<Quantity> right) =>
        left.Count == right.Count && left.All(each => right.TryGetValue(each.Key, out var other) && each.Value.CompareTo(other) == 0);
}
