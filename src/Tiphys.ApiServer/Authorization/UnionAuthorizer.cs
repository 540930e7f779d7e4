namespace Tiphys.ApiServer.Authorization;

/// <summary>Asks authorizers in order; the first with an opinion decides.</summary>
public sealed class UnionAuthorizer(params IReadOnlyList<IAuthorizer> authorizers) : IAuthorizer
{
    /// <inheritdoc/>
    public AccessResult Authorize(AccessRequest request)
    {
        List<string>? reasons = null;
        foreach (var authorizer in authorizers)
        {
            var result = authorizer.Authorize(request);
            if (result.Decision != AccessDecision.NoOpinion)
            {
                return result;
            }

            if (result.Reason.Length > 0)
            {
                (reasons ??= []).Add(result.Reason);
            }
        }

        return new(AccessDecision.NoOpinion, reasons is null ? "" : string.Join('\n', reasons));
    }
}
