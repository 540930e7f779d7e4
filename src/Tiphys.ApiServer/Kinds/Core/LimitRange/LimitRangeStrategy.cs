using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of limit ranges (pkg/registry/core/limitrange).</summary>
public sealed class LimitRangeStrategy : ResourceStrategy<LimitRange>
{
    /// <inheritdoc/>
    public override bool AllowsCreateOnUpdate => true;

    /// <inheritdoc/>
    protected override LimitRange Default(LimitRange value) => value with { Spec = value.Spec with { Limits = value.Spec.Limits.Map(Item) } };

    private static LimitRangeItem Item(LimitRangeItem item)
    {
        var rounded = item with
        {
            Max = item.Max.ToMilliScale(),
            Min = item.Min.ToMilliScale(),
            Default = item.Default.ToMilliScale(),
            DefaultRequest = item.DefaultRequest.ToMilliScale(),
            MaxLimitRequestRatio = item.MaxLimitRequestRatio.ToMilliScale(),
        };
        if (item.Type != LimitType.Container)
        {
            return rounded;
        }

        var limits = rounded.Default.WithMissing(rounded.Max);
        return rounded with { Default = limits, DefaultRequest = rounded.DefaultRequest.WithMissing(limits).WithMissing(rounded.Min) };
    }

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, LimitRange value, FieldErrors errors) => LimitRangeValidation.Validate(value.Spec, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, LimitRange value, LimitRange old, FieldErrors errors) => Validate(context, value, errors);
}
