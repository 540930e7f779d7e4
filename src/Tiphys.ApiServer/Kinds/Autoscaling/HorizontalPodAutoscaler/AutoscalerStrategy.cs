using Tiphys.Api.Autoscaling.V2;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Autoscaling;

/// <summary>Rules of autoscalers (pkg/registry/autoscaling/horizontalpodautoscaler).</summary>
public sealed class AutoscalerStrategy : ResourceStrategy<HorizontalPodAutoscaler>
{
    /// <inheritdoc/>
    protected override HorizontalPodAutoscaler Default(HorizontalPodAutoscaler value) =>
        value with { Spec = AutoscalerDefaults.Apply(value.Spec) };

    /// <inheritdoc/>
    protected override HorizontalPodAutoscaler PrepareForCreate(
        RequestContext context, HorizontalPodAutoscaler value) => value with { Status = HorizontalPodAutoscalerStatus.Empty };

    /// <inheritdoc/>
    protected override HorizontalPodAutoscaler PrepareForUpdate(
        RequestContext context, HorizontalPodAutoscaler value, HorizontalPodAutoscaler old) =>
        context.Subresource == "status" ? value with { Spec = old.Spec } : value with { Status = old.Status };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, HorizontalPodAutoscaler value, FieldErrors errors) =>
        AutoscalerValidation.Validate(value.Spec, null, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(
        RequestContext context,
        HorizontalPodAutoscaler value,
        HorizontalPodAutoscaler old,
        FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            AutoscalerValidation.ValidateStatus(value.Status.CurrentReplicas, value.Status.DesiredReplicas, errors);
        }
        else
        {
            AutoscalerValidation.Validate(value.Spec, old.Spec, errors);
        }
    }
}
