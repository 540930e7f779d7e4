using Tiphys.Api.Scheduling.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Scheduling;

/// <summary>Rules of priority classes (pkg/registry/scheduling/priorityclass).</summary>
public sealed class PriorityClassStrategy : ResourceStrategy<PriorityClass>
{
    /// <inheritdoc/>
    protected override PriorityClass Default(PriorityClass value) => value with
    {
        PreemptionPolicy = value.PreemptionPolicy ?? Api.Core.V1.PreemptionPolicy.PreemptLowerPriority,
    };

    /// <inheritdoc/>
    protected override PriorityClass PrepareForCreate(RequestContext context, PriorityClass value) => Generations.First(value);

    /// <inheritdoc/>
    protected override PriorityClass PrepareForUpdate(RequestContext context, PriorityClass value, PriorityClass old) => Generations.Keep(value, old);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, PriorityClass value, FieldErrors errors) => PriorityClassValidation.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, PriorityClass value, PriorityClass old, FieldErrors errors) =>
        PriorityClassValidation.ValidateUpdate(value, old, errors);
}
