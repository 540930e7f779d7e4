using Tiphys.Api.Apps.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Apps;

/// <summary>Rules of stateful sets (pkg/registry/apps/statefulset).</summary>
public sealed class StatefulSetStrategy : ResourceStrategy<StatefulSet>
{
    /// <inheritdoc/>
    public override IEnumerable<string> CheckName(string name, bool isPrefix) => Names.Label(name, isPrefix);

    /// <inheritdoc/>
    protected override StatefulSet Default(StatefulSet value) => StatefulSetDefaults.Apply(value);

    /// <inheritdoc/>
    protected override StatefulSet PrepareForCreate(RequestContext context, StatefulSet value) => Generations.First(WithoutDisabled(value) with { Status = StatefulSetStatus.Empty });

    /// <inheritdoc/>
    protected override StatefulSet PrepareForUpdate(RequestContext context, StatefulSet value, StatefulSet old) => context.Subresource == "status"
        ? Generations.Keep(value with { Spec = old.Spec }, old)
        : Generations.Bump(WithoutDisabled(value) with { Status = old.Status }, old, item => item.Spec);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, StatefulSet value, FieldErrors errors) => StatefulSetValidation.Validate(value.Spec, true, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, StatefulSet value, StatefulSet old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            StatefulSetValidation.ValidateStatus(value.Status, old.Status, errors);
        }
        else
        {
            StatefulSetValidation.ValidateUpdate(value.Spec, old.Spec, errors);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, StatefulSet value, StatefulSet? old) => context.Subresource.Length > 0 ? [] :
    [
        .. TemplateWarnings.Of(context.Subresource, value.Spec.Template, value.Metadata, old?.Metadata),
        .. value.Spec.VolumeClaimTemplates.SelectMany((claim, index) => PersistentVolumeWarnings.OfSpec(claim.Spec, ClaimPath(index, old is not null))),
        .. value.Spec.RevisionHistoryLimit < 0
            ? ["spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended"]
            : Array.Empty<string>(),
    ];

    // Upstream names the specification of a claim only when the set is changed.
    private static FieldPath ClaimPath(int index, bool isUpdate)
    {
        var path = FieldPath.Root("spec").Child("volumeClaimTemplates").Index(index);
        return isUpdate ? path.Child("Spec") : path;
    }

    private static StatefulSet WithoutDisabled(StatefulSet value)
    {
        var strategy = value.Spec.UpdateStrategy;
        var rolling = strategy.RollingUpdate is { MaxUnavailable: not null } update ? update with { MaxUnavailable = null } : strategy.RollingUpdate;
        return value with
        {
            Spec = value.Spec with { Template = DisabledFields.Drop(value.Spec.Template), UpdateStrategy = strategy with { RollingUpdate = rolling } },
        };
    }
}
