using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.Admission.Pods;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Storage;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Handlers;

/// <summary>
/// <c>pods/binding</c>: the scheduler's decision. It writes the node's name once and for all. The older <c>bindings</c> do the same and name the
/// pod in the body.
/// </summary>
internal sealed class PodBinding(ApiServerCore server, ResourceInfo resource, string subresource) : ICreateHandler
{
    private readonly ResourceInfo _pods = server.Registry.For<Pod>();

    public GroupVersionResource Resource => resource.Definition.Resource;

    public string Subresource => subresource;

    public async ValueTask<object> CreateAsync(RequestContext context, string name, object body, CancellationToken cancellationToken)
    {
        var binding = (Binding)body;
        var podName = name.Length > 0 ? name : binding.Metadata.Name;
        while (true)
        {
            var entry = server.Store.Get(_pods.Key(context.Namespace, podName)) ?? throw StatusErrors.NotFound("", "pods", podName);
            var pod = Bind((Pod)ObjectJson.Decode(_pods, entry), binding, context.Clock);
            if (context.DryRun)
            {
                return Success;
            }

            var result = await server.Store.UpdateAsync(
                entry.Key, ObjectJson.Encode(pod), entry.ModRevision, new DecodedObject(pod), cancellationToken);
            if (result.Outcome == WriteOutcome.Succeeded)
            {
                return Success;
            }
        }
    }

    // A pod carries the zone and the region of its node (KEP-4742).
    private ApiMap<string> TopologyLabels(string node) =>
        PodTopologyLabelsPlugin.Of(new StoredObjects(server.Store, server.Registry).Find<Node>("", node));

    internal static Status Success { get; } = new() { StatusValue = "Success", Code = 201 };

    private Pod Bind(Pod pod, Binding binding, TimeProvider clock)
    {
        var why = pod switch
        {
            _ when binding.Metadata.UID.Length > 0 && binding.Metadata.UID != pod.Metadata.UID =>
                $"Precondition failed: UID in precondition: {binding.Metadata.UID}, UID in object meta: {pod.Metadata.UID}",
            { Metadata.DeletionTimestamp: not null } => $"pod {pod.Metadata.Name} is being deleted, cannot be assigned to a host",
            { Spec.NodeName.Length: > 0 } => $"pod {pod.Metadata.Name} is already assigned to node \"{pod.Spec.NodeName}\"",
            { Spec.SchedulingGates.IsEmpty: false } => $"pod {pod.Metadata.Name} has non-empty .spec.schedulingGates",
            _ => null,
        };
        if (why is not null)
        {
            throw StatusErrors.Conflict("", "pods/binding", pod.Metadata.Name, why);
        }

        var scheduled = new PodCondition { Type = "PodScheduled", Status = "True", LastTransitionTime = Time.Now(clock) };
        return pod with
        {
            Metadata = pod.Metadata with
            {
                ResourceVersion = "",
                Annotations = pod.Metadata.Annotations.SetItems(binding.Metadata.Annotations),
                Labels = pod.Metadata.Labels.SetItems(binding.Metadata.Labels).SetItems(TopologyLabels(binding.Target.Name)),
            },
            Spec = pod.Spec with { NodeName = binding.Target.Name },
            Status = pod.Status with { Conditions = pod.Status.Conditions.Filter(condition => condition.Type != "PodScheduled").Add(scheduled) },
        };
    }
}
