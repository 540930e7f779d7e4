using Tiphys.Api.FlowControl.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.FlowControl;

/// <summary>Rules of priority levels (pkg/registry/flowcontrol/prioritylevelconfiguration).</summary>
public sealed class PriorityLevelStrategy : ResourceStrategy<PriorityLevelConfiguration>
{
    private const int DefaultShares = 30;
    private const int DefaultHandSize = 8;
    private const int DefaultQueues = 64;
    private const int DefaultQueueLength = 50;

    /// <inheritdoc/>
    protected override PriorityLevelConfiguration Default(PriorityLevelConfiguration value) => value with
    {
        Spec = value.Spec with
        {
            Limited = value.Spec.Limited is { } limited ? Default(limited) : null,
            Exempt = value.Spec.Exempt is { } exempt
                ? exempt with { NominalConcurrencyShares = exempt.NominalConcurrencyShares ?? 0, LendablePercent = exempt.LendablePercent ?? 0 }
                : null,
        },
    };

    /// <inheritdoc/>
    protected override PriorityLevelConfiguration PrepareForCreate(RequestContext context, PriorityLevelConfiguration value) =>
        Generations.First(value with { Status = PriorityLevelConfigurationStatus.Empty });

    /// <inheritdoc/>
    protected override PriorityLevelConfiguration PrepareForUpdate(RequestContext context, PriorityLevelConfiguration value, PriorityLevelConfiguration old) =>
        context.Subresource == "status"
            ? Generations.Keep(value with { Metadata = StatusMetadata.Keep(value.Metadata, old.Metadata), Spec = old.Spec }, old)
            : Generations.Bump(value with { Status = old.Status }, old, item => item.Spec);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, PriorityLevelConfiguration value, FieldErrors errors) =>
        PriorityLevelValidation.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, PriorityLevelConfiguration value, PriorityLevelConfiguration old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            FlowSchemaValidation.CheckConditions(value.Status.Conditions.Select(each => each.Type), errors);
        }
        else
        {
            PriorityLevelValidation.Validate(value, errors);
        }
    }

    private static LimitedPriorityLevelConfiguration Default(LimitedPriorityLevelConfiguration limited) => limited with
    {
        NominalConcurrencyShares = limited.NominalConcurrencyShares ?? DefaultShares,
        LendablePercent = limited.LendablePercent ?? 0,
        LimitResponse = limited.LimitResponse.Queuing is not { } queuing ? limited.LimitResponse : limited.LimitResponse with
        {
            Queuing = queuing with
            {
                HandSize = queuing.HandSize.Or(DefaultHandSize),
                Queues = queuing.Queues.Or(DefaultQueues),
                QueueLengthLimit = queuing.QueueLengthLimit.Or(DefaultQueueLength),
            },
        },
    };
}
