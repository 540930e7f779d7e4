using Microsoft.AspNetCore.Http;
using Tiphys.Api;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.Tests.Authentication;

public sealed class ImpersonationTests
{
    private static readonly UserInfo Caller = new() { Name = "root" };

    [Fact]
    public void Without_headers_the_caller_stays() => Assert.Same(Caller, Apply((IAuthorizer?)null));

    [Fact]
    public void A_user_with_group_uid_and_extra_is_taken_on()
    {
        var user = Apply((IAuthorizer?)null, ("Impersonate-User", "anna"), ("Impersonate-Group", "sailors"), ("Impersonate-Uid", "42"), ("Impersonate-Extra-example.com%2FKey", "v"));
        Assert.Equal("anna", user.Name);
        Assert.Equal("42", user.Uid);
        Assert.Equal(["sailors", "system:authenticated"], user.Groups);
        Assert.Equal(["v"], user.Extra["example.com/key"]);
    }

    [Fact]
    public void A_service_account_gets_its_groups() => Assert.Equal(
        ["system:serviceaccounts", "system:serviceaccounts:web", "system:authenticated"], Apply((IAuthorizer?)null, ("Impersonate-User", "system:serviceaccount:web:robot")).Groups);

    [Fact]
    public void Anonymous_stays_unauthenticated() =>
        Assert.Equal(["system:unauthenticated"], Apply((IAuthorizer?)null, ("Impersonate-User", "system:anonymous")).Groups);

    [Fact]
    public void A_group_without_a_user_is_a_bad_request()
    {
        var failure = Assert.Throws<ApiException>(() => Apply((IAuthorizer?)null, ("Impersonate-Group", "sailors")));
        Assert.Equal(
            "requested &user.DefaultInfo{Name:\"\", UID:\"\", Groups:[]string{\"sailors\"}, Extra:map[string][]string(nil)} without impersonating a user name",
            failure.Message);
    }

    [Fact]
    public void Each_thing_that_is_taken_on_needs_the_right()
    {
        // Who was let through by the old right once is told of that right from then on.
        var usersOnly = new Impersonation(new Only("users"));
        Assert.Equal("anna", Apply(usersOnly, ("Impersonate-User", "anna")).Name);
        var failure = Assert.Throws<ApiException>(() => Apply(usersOnly, ("Impersonate-User", "anna"), ("Impersonate-Group", "sailors")));
        Assert.Equal(
            "groups \"sailors\" is forbidden: User \"root\" cannot impersonate resource \"groups\" in API group \"\" at the cluster scope", failure.Message);
    }

    [Fact]
    public void A_right_for_one_purpose_needs_the_right_to_be_the_user_too()
    {
        var request = new RequestInfo { Path = "/x", IsResourceRequest = true, Verb = "list", Resource = "pods" };
        var headers = new HeaderDictionary { ["Impersonate-User"] = "anna" };
        var both = new Verbs("impersonate-on:user-info:list", "impersonate:user-info");
        Assert.Equal("anna", new Impersonation(both).Apply(headers, Caller, request).Name);
        var failure = Assert.Throws<ApiException>(() => new Impersonation(new Verbs("impersonate-on:user-info:list")).Apply(headers, Caller, request));
        Assert.Equal(
            "users.authentication.k8s.io \"anna\" is forbidden: User \"root\" cannot impersonate:user-info resource \"users\" in API group \"authentication.k8s.io\" at the cluster scope",
            failure.Message);
    }

    [Fact]
    public void An_account_takes_on_the_node_that_its_pod_runs_on()
    {
        var agent = new UserInfo
        {
            Name = "system:serviceaccount:web:agent",
            Extra = ApiMap.Of<ApiList<string>>("authentication.kubernetes.io/node-name", ["n1"]),
        };
        var authorizer = new Verbs("impersonate-on:associated-node:get", "impersonate:associated-node");
        var request = new RequestInfo { Path = "/x", IsResourceRequest = true, Verb = "get", Resource = "pods" };
        var user = new Impersonation(authorizer).Apply(new HeaderDictionary { ["Impersonate-User"] = "system:node:n1" }, agent, request);
        Assert.Equal(["system:nodes", "system:authenticated"], user.Groups);
        Assert.Throws<ApiException>(() =>
            new Impersonation(authorizer).Apply(new HeaderDictionary { ["Impersonate-User"] = "system:node:n2" }, agent, request));
    }

    private static UserInfo Apply(IAuthorizer? authorizer, params (string Name, string Value)[] headers) => Apply(new Impersonation(authorizer), headers);

    private static UserInfo Apply(Impersonation impersonation, params (string Name, string Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers)
        {
            dictionary[name] = value;
        }

        return impersonation.Apply(dictionary, Caller, new RequestInfo { Path = "/api", Verb = "get" });
    }

    private sealed class Only(string resource) : IAuthorizer
    {
        public AccessResult Authorize(AccessRequest request) =>
            new(request.Resource == resource ? AccessDecision.Allow : AccessDecision.NoOpinion, "");
    }

    private sealed class Verbs(params string[] allowed) : IAuthorizer
    {
        public AccessResult Authorize(AccessRequest request) => new(allowed.Contains(request.Verb) ? AccessDecision.Allow : AccessDecision.NoOpinion, "");
    }
}
