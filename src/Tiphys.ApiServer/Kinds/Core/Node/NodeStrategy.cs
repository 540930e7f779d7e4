using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of nodes (pkg/registry/core/node).</summary>
public sealed class NodeStrategy : ResourceStrategy<Node>
{
    /// <inheritdoc/>
    protected override Node Default(Node value) => value with
    {
        Spec = PodCidrs(value.Spec),
        Status = value.Status with
        {
            Capacity = value.Status.Capacity.ToMilliScale(),
            Allocatable = (value.Status.Allocatable.IsEmpty ? value.Status.Capacity : value.Status.Allocatable).ToMilliScale(),
        },
    };

    /// <inheritdoc/>
    protected override Node PrepareForUpdate(RequestContext context, Node value, Node old) => context.Subresource == "status"
        ? value with { Spec = old.Spec }
        : value with { Status = old.Status };

    /// <inheritdoc/>
    public override IReadOnlyList<string> SelectableFields { get; } = ["spec.unschedulable"];

    /// <inheritdoc/>
    protected override string? SelectableField(Node value, string field) => field == "spec.unschedulable"
        ? value.Spec.Unschedulable ? "true" : "false"
        : null;

    // The first of the ranges is also given alone, for clients from before there were several.
    private static NodeSpec PodCidrs(NodeSpec spec) => spec switch
    {
        { PodCIDR.Length: 0, PodCIDRs.Count: > 0 } => spec with { PodCIDR = spec.PodCIDRs[0] },
        { PodCIDR.Length: > 0, PodCIDRs.Count: 0 } => spec with { PodCIDRs = [spec.PodCIDR] },
        _ => spec,
    };
}
