using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Scheduling.V1;

namespace Tiphys.ApiServer.Admission.Pods;

/// <summary>Priority: a pod has the number of its class, and there is one default class at most (plugin/pkg/admission/priority).</summary>
internal sealed class PriorityPlugin(StoredObjects objects) : IAdmissionPlugin
{
    public ValueTask<IKubernetesObject> MutateAsync(AdmissionRequest request, IKubernetesObject value, CancellationToken cancellationToken) =>
        ValueTask.FromResult(value is not Pod pod || !request.WritesPod() ? value
            : request.Old is Pod old ? Keep(pod, old)
            : Resolve(request, pod));

    public ValueTask ValidateAsync(AdmissionRequest request, IKubernetesObject? value, CancellationToken cancellationToken)
    {
        if (value is PriorityClass { GlobalDefault: true } && request.IsWhole() && Default() is { } known
            && (request.Old is null || known.Metadata.Name != value.Metadata.Name))
        {
            throw Denial.Of(request, value, $"PriorityClass {known.Metadata.Name} is already marked as default. Only one default can exist");
        }

        if (request is { Operation: "DELETE", Old: PriorityClass { Metadata.Name: "system-node-critical" or "system-cluster-critical" } })
        {
            throw StatusErrors.Forbidden(
                request.Resource.Group, request.Resource.Plural, request.Name, "this is a system priority class and cannot be deleted");
        }

        return ValueTask.CompletedTask;
    }

    private static Pod Keep(Pod pod, Pod old) => pod with
    {
        Spec = pod.Spec with { Priority = pod.Spec.Priority ?? old.Spec.Priority, PreemptionPolicy = pod.Spec.PreemptionPolicy ?? old.Spec.PreemptionPolicy },
    };

    private Pod Resolve(AdmissionRequest request, Pod pod)
    {
        var spec = pod.Spec;
        var found = spec.PriorityClassName.Length == 0 ? Default() : objects.Find<PriorityClass>("", spec.PriorityClassName)
            ?? throw Denial.Of(request, pod, $"no PriorityClass with name {spec.PriorityClassName} was found");
        var (priority, policy) = found is null ? (0, PreemptionPolicy.PreemptLowerPriority) : (found.Value, found.PreemptionPolicy);
        if (spec.Priority is { } given && given != priority)
        {
            throw Denial.Of(
                request,
                pod,
                $"the integer value of priority ({given}) must not be provided in pod spec; priority admission controller computed {priority} from the given PriorityClass name");
        }

        if (policy is not null && spec.PreemptionPolicy is { } wanted && wanted != policy)
        {
            throw Denial.Of(
                request,
                pod,
                $"the string value of PreemptionPolicy ({wanted}) must not be provided in pod spec; priority admission controller computed {policy} from the given PriorityClass name");
        }

        return pod with
        {
            Spec = spec with { PriorityClassName = found?.Metadata.Name ?? "", Priority = priority, PreemptionPolicy = policy ?? spec.PreemptionPolicy },
        };
    }

    // Two defaults can only come of a race; the lower one harms less.
    private PriorityClass? Default() => objects.List<PriorityClass>().Where(each => each.GlobalDefault).MinBy(each => each.Value);
}
