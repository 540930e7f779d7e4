using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Authorization;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.Authentication;

/// <summary>
/// Lets a user act as another: by a right to do this one thing as users of its sort (<c>impersonate-on:MODE:VERB</c>) together with the right to be
/// this one (<c>impersonate:MODE</c>), or by the old right to <c>impersonate</c> it for all purposes.
/// </summary>
internal sealed class Impersonation(IAuthorizer? authorizer)
{
    private const string ExtraPrefix = "Impersonate-Extra-";
    private const string AuthenticationGroup = "authentication.k8s.io";
    private const string Authenticated = "system:authenticated";
    private const string Unauthenticated = "system:unauthenticated";
    private const int RememberedCallers = 1024;

    // By which mode a caller was let through last: it is tried first, and its refusal is the one that is told.
    private readonly ConcurrentDictionary<string, ImpersonationMode> _lastModes = new(StringComparer.Ordinal);

    /// <summary>The user to go on as: the same one when the request asks for no other.</summary>
    /// <exception cref="ApiException">400: no user is named; 403: the caller may not.</exception>
    public UserInfo Apply(IHeaderDictionary headers, UserInfo caller, RequestInfo request)
    {
        var name = headers["Impersonate-User"].ToString();
        var uid = headers["Impersonate-Uid"].ToString();
        var groups = headers["Impersonate-Group"].OfType<string>().ToApiList();
        var extra = ReadExtra(headers);
        if (name.Length == 0)
        {
            return uid.Length == 0 && groups.IsEmpty && extra.IsEmpty ? caller : throw StatusErrors.BadRequest(Nameless(uid, groups, extra));
        }

        var wanted = new UserInfo { Name = name, Uid = uid, Groups = groups, Extra = extra };
        return wanted with { Groups = Complete(wanted, FindMode(caller, wanted, request)) };
    }

    private ImpersonationMode FindMode(UserInfo caller, UserInfo wanted, RequestInfo request)
    {
        ApiException? refusal = null;
        var last = _lastModes.GetValueOrDefault(caller.Name);
        foreach (var mode in ImpersonationMode.All.OrderByDescending(mode => mode == last))
        {
            if (!mode.Fits(caller, wanted))
            {
                continue;
            }

            try
            {
                Check(mode, caller, wanted, request);
                Remember(caller, mode);
                return mode;
            }
            catch (ApiException error)
            {
                refusal ??= error;
            }
        }

        throw refusal!;
    }

    private void Check(ImpersonationMode mode, UserInfo caller, UserInfo wanted, RequestInfo request)
    {
        if (mode.IsConstrained)
        {
            Access.Check(authorizer, caller, request with { Verb = $"impersonate-on:{mode.Name}:{request.Verb}" });
        }

        foreach (var access in Needed(mode, caller, wanted))
        {
            Access.Check(authorizer, access);
        }
    }

    private void Remember(UserInfo caller, ImpersonationMode mode)
    {
        if (_lastModes.Count >= RememberedCallers)
        {
            _lastModes.Clear();
        }

        _lastModes[caller.Name] = mode;
    }

    private static IEnumerable<AccessRequest> Needed(ImpersonationMode mode, UserInfo caller, UserInfo wanted)
    {
        yield return Named(mode, caller, wanted.Name);
        if (wanted.Uid.Length > 0)
        {
            yield return Of(mode, caller, "uids", wanted.Uid) with { Group = AuthenticationGroup };
        }

        foreach (var group in wanted.Groups)
        {
            yield return Of(mode, caller, "groups", group);
        }

        foreach (var (key, values) in wanted.Extra)
        {
            foreach (var value in values)
            {
                yield return Of(mode, caller, "userextras", value) with { Group = AuthenticationGroup, Subresource = key };
            }
        }
    }

    private static AccessRequest Named(ImpersonationMode mode, UserInfo caller, string name)
    {
        if (ServiceAccountUser.TryParse(name, out var ns, out var account))
        {
            return Of(mode, caller, "serviceaccounts", account) with { Namespace = ns };
        }

        return mode.IsConstrained && ImpersonationMode.NodeOf(name) is { } node
            ? Of(mode, caller, "nodes", mode == ImpersonationMode.AssociatedNode ? "*" : node)
            : Of(mode, caller, "users", name);
    }

    private static AccessRequest Of(ImpersonationMode mode, UserInfo caller, string resource, string name) => new()
    {
        User = caller,
        Verb = mode.IsConstrained ? $"impersonate:{mode.Name}" : "impersonate",
        Group = mode.IsConstrained ? AuthenticationGroup : "",
        Version = "v1",
        Resource = resource,
        Name = name,
    };

    private static ApiList<string> Complete(UserInfo wanted, ImpersonationMode mode)
    {
        var (name, groups) = (wanted.Name, wanted.Groups);
        if (mode.IsConstrained && ImpersonationMode.NodeOf(name) is not null)
        {
            groups = ["system:nodes"];
        }
        else if (groups.IsEmpty && ServiceAccountUser.TryParse(name, out var ns, out _))
        {
            groups = ServiceAccountUser.Groups(ns);
        }

        if (groups.Contains(Authenticated) || groups.Contains(Unauthenticated))
        {
            return groups;
        }

        return groups.Add(name == UserInfo.Anonymous.Name ? Unauthenticated : Authenticated);
    }

    private static ApiMap<ApiList<string>> ReadExtra(IHeaderDictionary headers) => headers
        .Where(header => header.Key.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase))
        .Select(header => KeyValuePair.Create(
            Uri.UnescapeDataString(header.Key[ExtraPrefix.Length..].ToLowerInvariant()), header.Value.OfType<string>().ToApiList()))
        .ToApiMap();

    // Upstream prints its own structure here, and clients have seen no other text.
    private static string Nameless(string uid, ApiList<string> groups, ApiMap<ApiList<string>> extra)
    {
        var shownGroups = groups.IsEmpty ? "[]string(nil)" : $"[]string{{{Quote(groups)}}}";
        var shownExtra = extra.IsEmpty
            ? "map[string][]string(nil)"
            : $"map[string][]string{{{string.Join(", ", extra.AsSpan().ToArray().Select(entry => $"\"{entry.Key}\":[]string{{{Quote(entry.Value)}}}"))}}}";
        return $"requested &user.DefaultInfo{{Name:\"\", UID:\"{uid}\", Groups:{shownGroups}, Extra:{shownExtra}}} without impersonating a user name";
    }

    private static string Quote(ApiList<string> values) => string.Join(", ", values.Select(value => $"\"{value}\""));
}
