using System.Globalization;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.Admission.Pods;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Storage;
using Tiphys.ApiServer.Validation;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Handlers;

/// <summary>The scheduler's decision, at <c>pods/binding</c> and at the older <c>bindings</c>. It writes the node's name once and for all.</summary>
internal sealed class PodBinding(ApiServerCore server, ResourceInfo resource, string subresource) : ICreateHandler
{
    private readonly ResourceInfo _pods = server.Registry.For<Pod>();

    public GroupVersionResource Resource => resource.Definition.Resource;

    public string Subresource => subresource;

    internal static Status Success { get; } = new() { StatusValue = "Success", Code = 201 };

    public async ValueTask<object> CreateAsync(RequestContext context, string name, object body, CancellationToken cancellationToken)
    {
        var binding = (Binding)body;
        Check(binding, subresource.Length > 0 ? name : binding.Metadata.Name);
        while (true)
        {
            name = binding.Metadata.Name;
            var entry = server.Store.Get(_pods.Key(context.Namespace, name)) ?? throw StatusErrors.NotFound("", "pods", name);
            var pod = (Pod)ObjectJson.Decode(_pods, entry);
            CheckPreconditions(binding.Metadata, pod, entry);
            pod = Bind(pod, binding, context.Clock);
            if (context.DryRun)
            {
                return Success;
            }

            var result = await StoreFailure.AsStatusAsync(server.Store.UpdateAsync(
                entry.Key, ObjectJson.Encode(pod), entry.ModRevision, new DecodedObject(pod), cancellationToken));
            if (result.Outcome == WriteOutcome.Succeeded)
            {
                return Success;
            }
        }
    }

    // Upstream answers what is wrong with a binding as an error without a reason.
    private static void Check(Binding binding, string name)
    {
        if (binding.Metadata.Name != name)
        {
            throw StatusErrors.BadRequest("name in URL does not match name in Binding object");
        }

        var errors = new FieldErrors();
        var target = FieldPath.Root("target");
        if (binding.Target.Kind is not ("" or "Node"))
        {
            errors.NotSupported(target.Child("kind"), binding.Target.Kind, "Node", "<empty>");
        }

        errors.CheckRequired(target.Child("name"), binding.Target.Name);
        if (!errors.IsEmpty)
        {
            var texts = errors.All.Select(error => error.ToString()).ToList();
            throw StatusErrors.Of(500, "", texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]", null);
        }
    }

    private static void CheckPreconditions(ObjectMeta wanted, Pod pod, StoreEntry entry)
    {
        var version = entry.ModRevision.ToString(CultureInfo.InvariantCulture);
        var why = wanted switch
        {
            { UID.Length: > 0 } when wanted.UID != pod.Metadata.UID => $"UID in precondition: {wanted.UID}, UID in object meta: {pod.Metadata.UID}",
            { ResourceVersion.Length: > 0 } when wanted.ResourceVersion != version =>
                $"ResourceVersion in precondition: {wanted.ResourceVersion}, ResourceVersion in object meta: {version}",
            _ => null,
        };
        if (why is not null)
        {
            throw StatusErrors.Conflict(
                "",
                "pods",
                pod.Metadata.Name,
                $"StorageError: invalid object, Code: 4, Key: /registry/pods/{pod.Metadata.Namespace}/{pod.Metadata.Name}, ResourceVersion: 0, "
                    + $"AdditionalErrorMsg: Precondition failed: {why}");
        }
    }

    private Pod Bind(Pod pod, Binding binding, TimeProvider clock)
    {
        var why = pod switch
        {
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
            Status = pod.Status with
            {
                NominatedNodeName = "",
                Conditions = pod.Status.Conditions.Filter(condition => condition.Type != "PodScheduled").Add(scheduled),
            },
        };
    }

    // A pod carries the zone and the region of its node (KEP-4742).
    private ApiMap<string> TopologyLabels(string node) =>
        PodTopologyLabelsPlugin.Of(new StoredObjects(server.Store, server.Registry).Find<Node>("", node));
}
