using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of resource quotas (pkg/registry/core/resourcequota).</summary>
public sealed class ResourceQuotaStrategy : ResourceStrategy<ResourceQuota>
{
    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    protected override ResourceQuota Default(ResourceQuota value) => value with
    {
        Spec = value.Spec with { Hard = value.Spec.Hard.ToMilliScale() },
        Status = value.Status with { Hard = value.Status.Hard.ToMilliScale(), Used = value.Status.Used.ToMilliScale() },
    };

    /// <inheritdoc/>
    protected override ResourceQuota PrepareForCreate(RequestContext context, ResourceQuota value) => value with { Status = ResourceQuotaStatus.Empty };

    /// <inheritdoc/>
    protected override ResourceQuota PrepareForUpdate(RequestContext context, ResourceQuota value, ResourceQuota old) => context.Subresource == "status"
        ? value with { Spec = old.Spec }
        : value with { Status = old.Status };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, ResourceQuota value, FieldErrors errors) => ResourceQuotaValidation.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, ResourceQuota value, ResourceQuota old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            ResourceQuotaValidation.ValidateStatus(value, errors);
        }
        else
        {
            ResourceQuotaValidation.ValidateUpdate(value, old, errors);
        }
    }
}
