using Tiphys.Api.Autoscaling.V2;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Autoscaling;

/// <summary>Rules of autoscalers (pkg/registry/autoscaling/horizontalpodautoscaler).</summary>
public sealed class AutoscalerStrategy : ResourceStrategy<HorizontalPodAutoscaler>
{
    internal static HorizontalPodAutoscaler New(HorizontalPodAutoscaler value) => value with { Status = HorizontalPodAutoscalerStatus.Empty };

    internal static HorizontalPodAutoscaler Changed(string subresource, HorizontalPodAutoscaler value, HorizontalPodAutoscaler old) =>
        subresource == "status" ? value with { Spec = old.Spec, Status = WithoutEmpty(value.Status) } : value with { Status = old.Status };

    internal static void CheckChange(string subresource, HorizontalPodAutoscaler value, HorizontalPodAutoscaler old, FieldErrors errors)
    {
        if (subresource == "status")
        {
            AutoscalerValidation.ValidateStatus(value.Status.CurrentReplicas, value.Status.DesiredReplicas, errors);
        }
        else
        {
            AutoscalerValidation.Validate(value.Spec, old.Spec, errors);
        }
    }

    // Upstream's store does not tell an empty list from none.
    private static HorizontalPodAutoscalerStatus WithoutEmpty(HorizontalPodAutoscalerStatus status) =>
        status.CurrentMetrics.IsEmpty ? status with { CurrentMetrics = default } : status;

    /// <inheritdoc/>
    protected override HorizontalPodAutoscaler Default(HorizontalPodAutoscaler value) => AutoscalerDefaults.Apply(value);

    /// <inheritdoc/>
    protected override HorizontalPodAutoscaler PrepareForCreate(RequestContext context, HorizontalPodAutoscaler value) => New(value);

    /// <inheritdoc/>
    protected override HorizontalPodAutoscaler PrepareForUpdate(RequestContext context, HorizontalPodAutoscaler value, HorizontalPodAutoscaler old) =>
        Changed(context.Subresource, value, old);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, HorizontalPodAutoscaler value, FieldErrors errors) =>
        AutoscalerValidation.Validate(value.Spec, null, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, HorizontalPodAutoscaler value, HorizontalPodAutoscaler old, FieldErrors errors) =>
        CheckChange(context.Subresource, value, old, errors);
}
