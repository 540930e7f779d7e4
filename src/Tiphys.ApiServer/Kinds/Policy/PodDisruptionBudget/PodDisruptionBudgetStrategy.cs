using Tiphys.Api.Policy.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Policy;

/// <summary>Rules of disruption budgets (pkg/registry/policy/poddisruptionbudget).</summary>
public sealed class PodDisruptionBudgetStrategy : ResourceStrategy<PodDisruptionBudget>
{
    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;

    /// <inheritdoc/>
    protected override PodDisruptionBudget PrepareForCreate(RequestContext context, PodDisruptionBudget value) => Generations.First(value with { Status = PodDisruptionBudgetStatus.Empty });

    /// <inheritdoc/>
    protected override PodDisruptionBudget PrepareForUpdate(RequestContext context, PodDisruptionBudget value, PodDisruptionBudget old) => context.Subresource == "status"
        ? Generations.Keep(value with { Spec = old.Spec }, old)
        : Generations.Bump(value with { Status = old.Status }, old, item => item.Spec);

    /// <inheritdoc/>
    public override IEnumerable<string> CheckName(string name, bool isPrefix) => Names.PathSegment(name, isPrefix);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, PodDisruptionBudget value, FieldErrors errors) =>
        PodDisruptionBudgetValidation.Validate(value.Spec, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, PodDisruptionBudget value, PodDisruptionBudget old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            PodDisruptionBudgetValidation.ValidateStatus(value.Status, errors);
        }
        else
        {
            PodDisruptionBudgetValidation.Validate(value.Spec, errors);
        }
    }
}
