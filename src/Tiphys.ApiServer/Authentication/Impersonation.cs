using Microsoft.AspNetCore.Http;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Authorization;

namespace Tiphys.ApiServer.Authentication;

/// <summary>Lets a user act as another, when it may <c>impersonate</c> the user and everything else that the headers name.</summary>
internal static class Impersonation
{
    private const string ExtraPrefix = "Impersonate-Extra-";
    private const string AuthenticationGroup = "authentication.k8s.io";
    private const string Authenticated = "system:authenticated";
    private const string Unauthenticated = "system:unauthenticated";

    /// <summary>The user to go on as: the same one when the request asks for no other.</summary>
    /// <exception cref="ApiException">400: no user is named; 403: the caller may not.</exception>
    public static UserInfo Apply(IHeaderDictionary headers, UserInfo caller, IAuthorizer? authorizer)
    {
        var name = headers["Impersonate-User"].ToString();
        var uid = headers["Impersonate-Uid"].ToString();
        var groups = headers["Impersonate-Group"].OfType<string>().ToApiList();
        var extra = ReadExtra(headers);
        if (name.Length == 0)
        {
            return uid.Length == 0 && groups.IsEmpty && extra.IsEmpty ? caller : throw StatusErrors.BadRequest(Nameless(uid, groups, extra));
        }

        foreach (var access in Needed(caller, name, uid, groups, extra))
        {
            Access.Check(authorizer, access);
        }

        return new UserInfo { Name = name, Uid = uid, Groups = Complete(name, groups), Extra = extra };
    }

    private static IEnumerable<AccessRequest> Needed(
        UserInfo caller, string name, string uid, ApiList<string> groups, ApiMap<ApiList<string>> extra)
    {
        yield return ServiceAccountUser.TryParse(name, out var ns, out var account)
            ? new AccessRequest { User = caller, Verb = "impersonate", Version = "v1", Resource = "serviceaccounts", Namespace = ns, Name = account }
            : new AccessRequest { User = caller, Verb = "impersonate", Version = "v1", Resource = "users", Name = name };
        foreach (var group in groups)
        {
            yield return new AccessRequest { User = caller, Verb = "impersonate", Version = "v1", Resource = "groups", Name = group };
        }

        if (uid.Length > 0)
        {
            yield return new AccessRequest { User = caller, Verb = "impersonate", Group = AuthenticationGroup, Version = "v1", Resource = "uids", Name = uid };
        }

        foreach (var (key, values) in extra)
        {
            foreach (var value in values)
            {
                yield return new AccessRequest
                {
                    User = caller,
                    Verb = "impersonate",
                    Group = AuthenticationGroup,
                    Version = "v1",
                    Resource = "userextras",
                    Subresource = key,
                    Name = value,
                };
            }
        }
    }

    private static ApiList<string> Complete(string name, ApiList<string> groups)
    {
        if (groups.IsEmpty && ServiceAccountUser.TryParse(name, out var ns, out _))
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
