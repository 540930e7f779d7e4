using Tiphys.Api.FlowControl.V1;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization.Rbac;
using Tiphys.ApiServer.FlowControl.Queuing;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.FlowControl.Levels;

/// <summary>A flow schema that is in force: which requests are its, and to which level they go.</summary>
internal sealed class FlowSchemaMatch(FlowSchema schema, PriorityLevel level)
{
    private const string All = "*";
    private const string AccountPrefix = "system:serviceaccount:";

    public string Name { get; } = schema.Metadata.Name;

    public string Uid { get; } = schema.Metadata.UID;

    public PriorityLevel Level { get; } = level;

    /// <summary>Counts the schema's requests in its level; guarded by the level's gate.</summary>
    public FlowCounters Counters { get; } = level.CountersOf(schema.Metadata.Name);

    /// <summary>What tells flows of the schema apart.</summary>
    public string Distinguisher(FlowRequest request) => schema.Spec.DistinguisherMethod?.Type switch
    {
        FlowDistinguisherMethodType.ByUser => request.User.Name,
        FlowDistinguisherMethodType.ByNamespace => request.Info.Namespace,
        _ => "",
    };

    public ulong FlowHash(FlowRequest request) => ShuffleSharding.Hash(Name, Distinguisher(request));

    /// <summary>True when a rule of the schema is about the request.</summary>
    public bool Matches(RequestInfo info, UserInfo user)
    {
        foreach (var rule in schema.Spec.Rules)
        {
            if (HasSubject(rule.Subjects, user) && (info.IsResourceRequest ? HasResource(rule.ResourceRules, info) : HasPath(rule.NonResourceRules, info)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasSubject(ApiList<Subject> subjects, UserInfo user)
    {
        foreach (var subject in subjects)
        {
            if (Is(subject, user))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(Subject subject, UserInfo user) => subject.Kind switch
    {
        SubjectKind.User => subject.User is { Name: var name } && (name == All || name == user.Name),
        SubjectKind.Group => subject.Group is { Name: var name } && (name == All || user.Groups.Contains(name)),
        SubjectKind.ServiceAccount => subject.ServiceAccount is { } account && IsAccount(user.Name, account),
        _ => false,
    };

    private static bool IsAccount(ReadOnlySpan<char> user, ServiceAccountSubject account)
    {
        if (!user.StartsWith(AccountPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = user[AccountPrefix.Length..];
        return rest.StartsWith(account.Namespace, StringComparison.Ordinal)
            && rest.Length > account.Namespace.Length
            && rest[account.Namespace.Length] == ':'
            && (account.Name == All || rest[(account.Namespace.Length + 1)..].SequenceEqual(account.Name));
    }

    private static bool HasResource(ApiList<ResourcePolicyRule> rules, RequestInfo info)
    {
        foreach (var rule in rules)
        {
            if (RuleMatcher.Holds(rule.Verbs, info.Verb)
                && HoldsResource(rule.Resources, info)
                && RuleMatcher.Holds(rule.APIGroups, info.Group)
                && (info.Namespace.Length == 0 ? rule.ClusterScope : RuleMatcher.Holds(rule.Namespaces, info.Namespace)))
            {
                return true;
            }
        }

        return false;
    }

    // Unlike in roles a star does not stand for one half of a name.
    private static bool HoldsResource(ApiList<string> resources, RequestInfo info)
    {
        foreach (var item in resources)
        {
            if (item == All || (info.Subresource.Length == 0 ? item == info.Resource : IsPair(item, info.Resource, info.Subresource)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPair(ReadOnlySpan<char> item, string resource, string subresource) =>
        item.Length == resource.Length + 1 + subresource.Length
        && item.StartsWith(resource, StringComparison.Ordinal)
        && item[resource.Length] == '/'
        && item.EndsWith(subresource, StringComparison.Ordinal);

    private static bool HasPath(ApiList<NonResourcePolicyRule> rules, RequestInfo info)
    {
        foreach (var rule in rules)
        {
            if (RuleMatcher.Holds(rule.Verbs, info.Verb) && HoldsPath(rule.NonResourceURLs, info.Path))
            {
                return true;
            }
        }

        return false;
    }

    // A path of a rule stands for everything below it too, with or without a star at its end.
    private static bool HoldsPath(ApiList<string> paths, ReadOnlySpan<char> path)
    {
        foreach (var item in paths)
        {
            var root = item.AsSpan();
            root = root.EndsWith(All, StringComparison.Ordinal) ? root[..^1] : root;
            root = root.EndsWith('/') ? root[..^1] : root;
            if (item == All || path.SequenceEqual(item) || (path.StartsWith(root, StringComparison.Ordinal) && path.Length > root.Length && path[root.Length] == '/'))
            {
                return true;
            }
        }

        return false;
    }
}
