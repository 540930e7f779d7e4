using Tiphys.Api.Autoscaling.V2;
using Tiphys.ApiServer.Kinds.Conversion;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;
using V1 = Tiphys.Api.Autoscaling.V1;

namespace Tiphys.ApiServer.Kinds.Autoscaling;

/// <summary>Rules of autoscalers of version 1: those of version 2, for what fields and annotations say together.</summary>
public sealed class AutoscalerV1Strategy : ResourceStrategy<V1.HorizontalPodAutoscaler>
{
    private static readonly AutoscalerConversion Conversion = new();

    /// <inheritdoc/>
    protected override V1.HorizontalPodAutoscaler Default(V1.HorizontalPodAutoscaler value) =>
        FromV2(ToV2(value with { Spec = value.Spec with { MinReplicas = value.Spec.MinReplicas ?? 1 } }));

    /// <inheritdoc/>
    protected override V1.HorizontalPodAutoscaler PrepareForCreate(RequestContext context, V1.HorizontalPodAutoscaler value) =>
        FromV2(AutoscalerStrategy.New(ToV2(value)));

    /// <inheritdoc/>
    protected override V1.HorizontalPodAutoscaler PrepareForUpdate(RequestContext context, V1.HorizontalPodAutoscaler value, V1.HorizontalPodAutoscaler old) =>
        FromV2(AutoscalerStrategy.Changed(context.Subresource, ToV2(value), ToV2(old)));

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, V1.HorizontalPodAutoscaler value, FieldErrors errors) =>
        AutoscalerValidation.Validate(ToV2(value).Spec, null, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, V1.HorizontalPodAutoscaler value, V1.HorizontalPodAutoscaler old, FieldErrors errors) =>
        AutoscalerStrategy.CheckChange(context.Subresource, ToV2(value), ToV2(old), errors);

    private static HorizontalPodAutoscaler ToV2(V1.HorizontalPodAutoscaler value) => AutoscalerConversion.ToV2(value);

    private static V1.HorizontalPodAutoscaler FromV2(HorizontalPodAutoscaler value) => (V1.HorizontalPodAutoscaler)Conversion.FromStored(value);
}
