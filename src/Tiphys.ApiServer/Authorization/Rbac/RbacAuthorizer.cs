using Tiphys.Storage;

namespace Tiphys.ApiServer.Authorization.Rbac;

/// <summary>Allows what a role that is bound to the user or to one of its groups allows; members of <c>system:masters</c> may do everything.</summary>
public sealed class RbacAuthorizer(IStore store) : IAuthorizer, IDisposable
{
    private const string Masters = "system:masters";
    private readonly StoreRbacSource _source = new(store);

    /// <inheritdoc/>
    public AccessResult Authorize(AccessRequest request)
    {
        if (request.User.Groups.Contains(Masters, StringComparer.Ordinal))
        {
            return new(AccessDecision.Allow, "");
        }

        return _source.Current().FindGrant(request) is { } reason
            ? new(AccessDecision.Allow, reason)
            : new(AccessDecision.NoOpinion, "");
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
