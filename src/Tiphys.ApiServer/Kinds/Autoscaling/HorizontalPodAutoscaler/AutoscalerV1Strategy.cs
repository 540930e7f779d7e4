using Tiphys.Api.Autoscaling.V2;
using Tiphys.ApiServer.Kinds.Conversion;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;
using V1 = Tiphys.Api.Autoscaling.V1;

namespace Tiphys.ApiServer.Kinds.Autoscaling;

/// <summary>Rules of autoscalers of version 1, which are those of version 2.</summary>
public sealed class AutoscalerV1Strategy : ResourceStrategy<V1.HorizontalPodAutoscaler>
{
    /// <inheritdoc/>
    protected override V1.HorizontalPodAutoscaler Default(V1.HorizontalPodAutoscaler value) =>
        value with { Spec = value.Spec with { MinReplicas = value.Spec.MinReplicas ?? 1 } };

    /// <inheritdoc/>
    protected override V1.HorizontalPodAutoscaler PrepareForCreate(RequestContext context, V1.HorizontalPodAutoscaler value) =>
        value with { Status = V1.HorizontalPodAutoscalerStatus.Empty };

    /// <inheritdoc/>
    protected override V1.HorizontalPodAutoscaler PrepareForUpdate(RequestContext context, V1.HorizontalPodAutoscaler value, V1.HorizontalPodAutoscaler old) =>
        context.Subresource == "status" ? value with { Spec = old.Spec } : value with { Status = old.Status };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, V1.HorizontalPodAutoscaler value, FieldErrors errors) =>
        AutoscalerValidation.Validate(ToV2(value), null, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, V1.HorizontalPodAutoscaler value, V1.HorizontalPodAutoscaler old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            AutoscalerValidation.ValidateStatus(value.Status.CurrentReplicas, value.Status.DesiredReplicas, errors);
        }
        else
        {
            AutoscalerValidation.Validate(ToV2(value), ToV2(old), errors);
        }
    }

    private static HorizontalPodAutoscalerSpec ToV2(V1.HorizontalPodAutoscaler value) => new()
    {
        ScaleTargetRef = AutoscalerMetrics.ToStored(value.Spec.ScaleTargetRef),
        MinReplicas = value.Spec.MinReplicas,
        MaxReplicas = value.Spec.MaxReplicas,
        Metrics = AutoscalerConversion.MetricsOf(value),
    };
}
