using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization;
using Tiphys.ApiServer.Handlers;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;
using ResourceClaim = Tiphys.Api.Resource.V1.ResourceClaim;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>
/// Who may change which part of a claim's status, beyond the status as a whole (pkg/registry/resource/utils.go): allocations by
/// <c>resourceclaims/binding</c>, devices by <c>resourceclaims/driver</c> with the driver's name, where drivers on the claim's node have
/// verbs of their own.
/// </summary>
internal sealed class ClaimStatusAccess(ApiServerCore server) : IWriteValidator
{
    private const string NodeNameExtra = "authentication.kubernetes.io/node-name";
    private static readonly FieldPath Path = FieldPath.Root("status");

    public GroupVersionKind Kind => ResourceClaim.GroupVersionKind;

    public void Validate(RequestContext context, IKubernetesObject value, IKubernetesObject? old, FieldErrors errors)
    {
        if (context.Subresource == "status" && old is ResourceClaim { Status: var before } && value is ResourceClaim { Status: var status })
        {
            CheckBinding(context, status, before, errors);
            if (status.Allocation is not null)
            {
                CheckDevices(context, status, before, errors);
            }
        }
    }

    private void CheckBinding(RequestContext context, ResourceClaimStatus status, ResourceClaimStatus before, FieldErrors errors)
    {
        if (status.Allocation == before.Allocation && status.ReservedFor == before.ReservedFor)
        {
            return;
        }

        var request = Request(context, context.Verb) with { Subresource = "binding" };
        if (Refusal(request) is { } why)
        {
            errors.Forbidden(
                Path.Child("allocation"),
                $"changing status.allocation or status.reservedFor requires resource=\"resourceclaims/binding\", verb=\"{context.Verb}\" permission: {why}");
        }
    }

    private void CheckDevices(RequestContext context, ResourceClaimStatus status, ResourceClaimStatus before, FieldErrors errors)
    {
        string[] verbs = IsOnNode(context.User, NodeOf(status.Allocation))
            ? [$"associated-node:{context.Verb}", $"arbitrary-node:{context.Verb}"]
            : [$"arbitrary-node:{context.Verb}"];
        foreach (var driver in ChangedDrivers(status, before))
        {
            var refusals = verbs.Select(verb => Refusal(Request(context, verb) with { Subresource = "driver", Namespace = context.Namespace, Name = driver })).ToList();
            if (refusals.All(why => why is not null))
            {
                errors.Forbidden(
                    Path.Child("devices"),
                    $"changing status.devices requires resource=\"resourceclaims/driver\", verb=\"[{string.Join(' ', verbs)}]\" permission: {refusals[0]}");
            }
        }
    }

    private static AccessRequest Request(RequestContext context, string verb) => new()
    {
        User = context.User,
        Verb = verb,
        Group = ResourceClaim.GroupVersionKind.Group,
        Version = ResourceClaim.GroupVersionKind.Version,
        Resource = "resourceclaims",
    };

    private string? Refusal(AccessRequest request)
    {
        try
        {
            Access.Check(server.Authorizer, request);
            return null;
        }
        catch (ApiException refusal) when (refusal.Code == 403)
        {
            return refusal.Status.Message;
        }
    }

    private static IEnumerable<string> ChangedDrivers(ResourceClaimStatus status, ResourceClaimStatus before)
    {
        var (now, then) = (ByDevice(status), ByDevice(before));
        return now.Keys.Union(then.Keys)
            .Where(device => now.GetValueOrDefault(device) != then.GetValueOrDefault(device))
            .Select(device => device.Driver)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
    }

    private static Dictionary<AllocatedDevice, AllocatedDeviceStatus> ByDevice(ResourceClaimStatus status)
    {
        var devices = new Dictionary<AllocatedDevice, AllocatedDeviceStatus>();
        foreach (var device in status.Devices)
        {
            devices[AllocatedDevice.Of(device)] = device;
        }

        return devices;
    }

    // The one node of an allocation that is bound to one.
    private static string? NodeOf(AllocationResult? allocation) =>
        allocation?.NodeSelector?.NodeSelectorTerms is [{ MatchExpressions.IsEmpty: true, MatchFields: [{ Key: "metadata.name", Operator: NodeSelectorOperator.In, Values: [var node] }] }]
            ? node
            : null;

    private static bool IsOnNode(UserInfo user, string? node) =>
        node is { Length: > 0 }
        && user.Name.StartsWith("system:serviceaccount:", StringComparison.Ordinal)
        && user.Extra.GetValueOrDefault(NodeNameExtra) is [var own]
        && own == node;
}
