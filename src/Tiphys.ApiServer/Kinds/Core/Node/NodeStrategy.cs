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

    // Configuration from a config map is a feature that was removed: what has it keeps it.
    /// <inheritdoc/>
    protected override Node PrepareForCreate(RequestContext context, Node value) => value with
    {
        Spec = value.Spec with { ConfigSource = null },
        Status = value.Status with { Config = null },
    };

    /// <inheritdoc/>
    protected override Node PrepareForUpdate(RequestContext context, Node value, Node old) => context.Subresource == "status"
        ? value with { Spec = old.Spec, Status = old.Status.Config is null ? value.Status with { Config = null } : value.Status }
        : value with { Status = old.Status, Spec = old.Spec.ConfigSource is null ? value.Spec with { ConfigSource = null } : value.Spec };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, Node value, FieldErrors errors) => NodeValidation.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, Node value, Node old, FieldErrors errors)
    {
        if (context.Subresource.Length == 0)
        {
            NodeValidation.Validate(value, errors);
        }

        NodeValidation.ValidateUpdate(value, old, errors);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, Node value, Node? old) =>
        context.Subresource.Length == 0 ? NodeValidation.Warnings(value) : [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> SelectableFields { get; } = ["spec.unschedulable"];

    /// <inheritdoc/>
    protected override string? SelectableField(Node value, string field) => field == "spec.unschedulable"
        ? value.Spec.Unschedulable ? "true" : "false"
        : null;

    // The first of the ranges is also given alone, for clients from before there were several; where the two differ the single one counts.
    private static NodeSpec PodCidrs(NodeSpec spec) => spec switch
    {
        { PodCIDR.Length: 0, PodCIDRs.Count: > 0 } => spec with { PodCIDR = spec.PodCIDRs[0] },
        { PodCIDR.Length: > 0 } when spec.PodCIDRs.IsEmpty || spec.PodCIDRs[0] != spec.PodCIDR => spec with { PodCIDRs = [spec.PodCIDR] },
        _ => spec,
    };
}
