using Microsoft.AspNetCore.Http;
using Tiphys.Api;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization;

namespace Tiphys.ApiServer.Tests.Authentication;

public sealed class ImpersonationTests
{
    private static readonly UserInfo Caller = new() { Name = "root" };

    [Fact]
    public void Without_headers_the_caller_stays() => Assert.Same(Caller, Apply(null));

    [Fact]
    public void A_user_with_group_uid_and_extra_is_taken_on()
    {
        var user = Apply(null, ("Impersonate-User", "anna"), ("Impersonate-Group", "sailors"), ("Impersonate-Uid", "42"), ("Impersonate-Extra-example.com%2FKey", "v"));
        Assert.Equal("anna", user.Name);
        Assert.Equal("42", user.Uid);
        Assert.Equal(["sailors", "system:authenticated"], user.Groups);
        Assert.Equal(["v"], user.Extra["example.com/key"]);
    }

    [Fact]
    public void A_service_account_gets_its_groups() => Assert.Equal(
        ["system:serviceaccounts", "system:serviceaccounts:web", "system:authenticated"], Apply(null, ("Impersonate-User", "system:serviceaccount:web:robot")).Groups);

    [Fact]
    public void Anonymous_stays_unauthenticated() =>
        Assert.Equal(["system:unauthenticated"], Apply(null, ("Impersonate-User", "system:anonymous")).Groups);

    [Fact]
    public void A_group_without_a_user_is_a_bad_request()
    {
        var failure = Assert.Throws<ApiException>(() => Apply(null, ("Impersonate-Group", "sailors")));
        Assert.Equal(
            "requested &user.DefaultInfo{Name:\"\", UID:\"\", Groups:[]string{\"sailors\"}, Extra:map[string][]string(nil)} without impersonating a user name",
            failure.Message);
    }

    [Fact]
    public void Each_thing_that_is_taken_on_needs_the_right()
    {
        var usersOnly = new Only("users");
        Assert.Equal("anna", Apply(usersOnly, ("Impersonate-User", "anna")).Name);
        var failure = Assert.Throws<ApiException>(() => Apply(usersOnly, ("Impersonate-User", "anna"), ("Impersonate-Group", "sailors")));
        Assert.Equal(
            "groups \"sailors\" is forbidden: User \"root\" cannot impersonate resource \"groups\" in API group \"\" at the cluster scope", failure.Message);
    }

    private static UserInfo Apply(IAuthorizer? authorizer, params (string Name, string Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers)
        {
            dictionary[name] = value;
        }

        return Impersonation.Apply(dictionary, Caller, authorizer);
    }

    private sealed class Only(string resource) : IAuthorizer
    {
        public AccessResult Authorize(AccessRequest request) =>
            new(request.Resource == resource ? AccessDecision.Allow : AccessDecision.NoOpinion, "");
    }
}
