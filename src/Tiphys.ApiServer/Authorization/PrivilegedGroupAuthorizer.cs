namespace Tiphys.ApiServer.Authorization;

/// <summary>Lets <c>system:masters</c> do everything, so that broken roles can always be mended.</summary>
public sealed class PrivilegedGroupAuthorizer : IAuthorizer
{
    /// <summary>The group that may do everything.</summary>
    public const string Masters = "system:masters";

    /// <inheritdoc/>
    public AccessResult Authorize(AccessRequest request) =>
        new(request.User.Groups.Contains(Masters) ? AccessDecision.Allow : AccessDecision.NoOpinion, "");
}
