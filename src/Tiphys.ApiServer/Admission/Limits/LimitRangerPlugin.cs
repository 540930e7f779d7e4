using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Admission.Limits;

/// <summary>LimitRanger: containers get the defaults of the namespace and stay within its limits (plugin/pkg/admission/limitranger).</summary>
internal sealed class LimitRangerPlugin(StoredObjects objects) : IAdmissionPlugin
{
    private const string Annotation = "kubernetes.io/limit-ranger";

    public ValueTask<IKubernetesObject> MutateAsync(AdmissionRequest request, IKubernetesObject value, CancellationToken cancellationToken)
    {
        if (value is Pod pod && Concerns(request, value))
        {
            foreach (var range in objects.List<LimitRange>(request.Context.Namespace))
            {
                pod = WithDefaults(pod, range);
            }

            return ValueTask.FromResult<IKubernetesObject>(pod);
        }

        return ValueTask.FromResult(value);
    }

    public ValueTask ValidateAsync(AdmissionRequest request, IKubernetesObject? value, CancellationToken cancellationToken)
    {
        if (value is null || !Concerns(request, value))
        {
            return ValueTask.CompletedTask;
        }

        foreach (var range in objects.List<LimitRange>(request.Context.Namespace))
        {
            var problems = (value is Pod pod ? LimitChecks.OfPod(range, pod) : LimitChecks.OfClaim(range, (PersistentVolumeClaim)value)).Distinct().ToList();
            if (problems.Count > 0)
            {
                throw Denial.Of(request, value, problems.Count == 1 ? problems[0] : $"[{string.Join(", ", problems)}]");
            }
        }

        return ValueTask.CompletedTask;
    }

    // Containers of a pod change through its resize alone.
    private static bool Concerns(AdmissionRequest request, IKubernetesObject value)
    {
        if (request.Operation == "DELETE" || request.Old?.Metadata.DeletionTimestamp is not null)
        {
            return false;
        }

        return value switch
        {
            Pod => request.CreatesPod() || request is { Operation: "UPDATE", Context.Subresource: "resize" },
            PersistentVolumeClaim => request.IsWhole(),
            _ => false,
        };
    }

    private static Pod WithDefaults(Pod pod, LimitRange range)
    {
        var items = range.Spec.Limits.Where(item => item.Type == LimitType.Container).ToList();
        var limits = items.Aggregate(default(ApiMap<Quantity>), (all, item) => all.SetItems(item.Default));
        var requests = items.Aggregate(default(ApiMap<Quantity>), (all, item) => all.SetItems(item.DefaultRequest));
        var notes = new List<string>();
        var spec = pod.Spec with
        {
            Containers = pod.Spec.Containers.Map(container => Fill(container, limits, requests, "container", notes)),
            InitContainers = pod.Spec.InitContainers.Map(container => Fill(container, limits, requests, "init container", notes)),
        };
        return notes.Count == 0 ? pod : pod with
        {
            Metadata = pod.Metadata with
            {
                Annotations = pod.Metadata.Annotations.SetItem(Annotation, "LimitRanger plugin set: " + string.Join("; ", notes)),
            },
            Spec = spec,
        };
    }

    private static Container Fill(Container container, ApiMap<Quantity> limits, ApiMap<Quantity> requests, string what, List<string> notes)
    {
        var has = container.Resources;
        var (newRequests, newLimits) = (Missing(requests, has.Requests), Missing(limits, has.Limits));
        Note(newRequests, "request", container.Name, what, notes);
        Note(newLimits, "limit", container.Name, what, notes);
        return newRequests.IsEmpty && newLimits.IsEmpty
            ? container
            : container with { Resources = has with { Requests = has.Requests.SetItems(newRequests), Limits = has.Limits.SetItems(newLimits) } };
    }

    private static ApiMap<Quantity> Missing(ApiMap<Quantity> defaults, ApiMap<Quantity> has) => defaults.Where(each => !has.ContainsKey(each.Key)).ToApiMap();

    private static void Note(ApiMap<Quantity> added, string field, string container, string what, List<string> notes)
    {
        if (!added.IsEmpty)
        {
            notes.Add($"{string.Join(", ", added.Keys.Order(StringComparer.Ordinal))} {field} for {what} {container}");
        }
    }
}
