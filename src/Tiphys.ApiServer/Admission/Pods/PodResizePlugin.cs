using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Quotas;

namespace Tiphys.ApiServer.Admission.Pods;

/// <summary>PodResizeValidator: a running pod grows only as far as its node could ever hold it (plugin/pkg/admission/podresize).</summary>
internal sealed class PodResizePlugin(StoredObjects objects) : IAdmissionPlugin
{
    public ValueTask ValidateAsync(AdmissionRequest request, IKubernetesObject? value, CancellationToken cancellationToken)
    {
        if (request is not { Operation: "UPDATE", Context.Subresource: "resize", Old: Pod old } || value is not Pod { Spec.NodeName.Length: > 0 } pod
            || old.Metadata.Generation == pod.Metadata.Generation)
        {
            return ValueTask.CompletedTask;
        }

        var name = pod.Spec.NodeName;
        var node = objects.Find<Node>("", name) ?? throw Denial.Of(request, pod, $"node \"{name}\" not found");
        if (node.Metadata.Labels.TryGetValue("kubernetes.io/os", out var system) && system != "linux")
        {
            throw Caused(Denial.Of(request, pod, $"pod resize is only supported on linux nodes, node \"{name}\" is \"{system}\""), "UnsupportedPlatform");
        }

        if (Excess(pod, node) is { } why)
        {
            throw Caused(Denial.Of(request, pod, why), "NodeCapacity");
        }

        return ValueTask.CompletedTask;
    }

    private static string? Excess(Pod pod, Node node)
    {
        var requests = PodAmounts.Add(PodAmounts.SpecRequests(pod.Spec), pod.Spec.Overhead);
        var problems = new List<string>();
        foreach (var name in new[] { "cpu", "memory" })
        {
            var (wanted, has) = (requests.GetValueOrDefault(name), node.Status.Allocatable.GetValueOrDefault(name));
            var isCpu = name == "cpu";
            var (wantedNumber, hasNumber) = isCpu ? (wanted.MilliValue, has.MilliValue) : (wanted.Value, has.Value);
            if (wantedNumber > hasNumber)
            {
                problems.Add($"{name}, requested: {wantedNumber}, allocatable: {hasNumber}");
            }
        }

        return problems.Count == 0 ? null : "node didn't have enough allocatable resources: " + string.Join("; ", problems);
    }

    private static ApiException Caused(ApiException error, string reason) =>
        new(error.Status with { Details = error.Status.Details! with { Causes = [new StatusCause { Type = reason }] } });
}
