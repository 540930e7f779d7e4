namespace Tiphys.ApiServer.Authorization.Rbac;

/// <summary>Allows what roles bound to the user allow; has no opinion on the rest.</summary>
public sealed class RbacAuthorizer(IRbacSource source) : IAuthorizer
{
    /// <inheritdoc/>
    public AccessResult Authorize(AccessRequest request)
    {
        List<string>? errors = null;
        foreach (var granted in source.Current.RulesFor(request.User, request.IsResourceRequest ? request.Namespace : ""))
        {
            foreach (var rule in granted.Rules)
            {
                if (RuleMatcher.Allows(rule, request))
                {
                    return new(AccessDecision.Allow, $"RBAC: allowed by {granted.Binding}");
                }
            }

            if (granted.Error.Length > 0)
            {
                (errors ??= []).Add(granted.Error);
            }
        }

        return new(AccessDecision.NoOpinion, errors is null ? "" : $"RBAC: {Join(errors)}");
    }

    private static string Join(List<string> errors)
    {
        var distinct = errors.Distinct(StringComparer.Ordinal).ToArray();
        return distinct.Length == 1 ? distinct[0] : $"[{string.Join(", ", distinct)}]";
    }
}
