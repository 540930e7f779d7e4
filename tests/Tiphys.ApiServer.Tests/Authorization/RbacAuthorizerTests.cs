using System.Text;
using Tiphys.Api;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization;
using Tiphys.ApiServer.Authorization.Rbac;
using Tiphys.Storage;
using Tiphys.Storage.Embedded;

namespace Tiphys.ApiServer.Tests.Authorization;

public sealed class RbacAuthorizerTests : IAsyncDisposable
{
    private const string Version = "\"apiVersion\":\"rbac.authorization.k8s.io/v1\"";
    private readonly IStore _store = EmbeddedStore.InMemory();
    private readonly RbacAuthorizer _authorizer;

    public RbacAuthorizerTests() => _authorizer = new RbacAuthorizer(_store);

    public async ValueTask DisposeAsync()
    {
        _authorizer.Dispose();
        await _store.DisposeAsync();
    }

    [Fact]
    public void Nobody_may_anything_without_a_binding() => Assert.Equal(AccessDecision.NoOpinion, Ask("ann", "get", "pods"));

    [Fact]
    public void A_master_may_everything() => Assert.Equal(AccessDecision.Allow, _authorizer.Authorize(Request("ann", "delete", "nodes") with
    {
        User = new UserInfo { Name = "ann", Groups = ["system:masters"] },
    }).Decision);

    [Fact]
    public async Task A_role_counts_in_its_namespace_as_soon_as_it_is_bound()
    {
        await PutAsync("roles/web/reader", $$"""{{{Version}},"kind":"Role","metadata":{"name":"reader","namespace":"web"},"rules":[{"apiGroups":[""],"resources":["pods","*/status"],"verbs":["get"]}]}""");
        Assert.Equal(AccessDecision.NoOpinion, Ask("ann", "get", "pods", "web"));
        await PutAsync("rolebindings/web/b", $$"""{{{Version}},"kind":"RoleBinding","metadata":{"name":"b","namespace":"web"},"roleRef":{"kind":"Role","name":"reader"},"subjects":[{"kind":"User","name":"ann"}]}""");
        Assert.Equal(AccessDecision.Allow, Ask("ann", "get", "pods", "web"));
        Assert.Equal(AccessDecision.NoOpinion, Ask("ann", "get", "pods", "other"));
        Assert.Equal(AccessDecision.NoOpinion, Ask("ann", "list", "pods", "web"));
        Assert.Equal(AccessDecision.NoOpinion, Ask("bob", "get", "pods", "web"));
        Assert.Equal(AccessDecision.Allow, _authorizer.Authorize(Request("ann", "get", "pods", "web") with { Subresource = "status" }).Decision);
        Assert.Equal(AccessDecision.NoOpinion, _authorizer.Authorize(Request("ann", "get", "pods", "web") with { Subresource = "log" }).Decision);
    }

    [Fact]
    public async Task Names_limit_a_rule_and_a_star_covers_the_rest_of_a_path()
    {
        await PutAsync("clusterroles/r", $$"""{{{Version}},"kind":"ClusterRole","metadata":{"name":"r"},"rules":[{"apiGroups":["*"],"resources":["configmaps"],"resourceNames":["one"],"verbs":["*"]},{"nonResourceURLs":["/logs/*"],"verbs":["get"]}]}""");
        await PutAsync("clusterrolebindings/b", $$"""{{{Version}},"kind":"ClusterRoleBinding","metadata":{"name":"b"},"roleRef":{"kind":"ClusterRole","name":"r"},"subjects":[{"kind":"ServiceAccount","name":"s","namespace":"n"}]}""");
        const string user = "system:serviceaccount:n:s";
        Assert.Equal(AccessDecision.Allow, _authorizer.Authorize(Request(user, "get", "configmaps", "x") with { Name = "one" }).Decision);
        Assert.Equal(AccessDecision.NoOpinion, _authorizer.Authorize(Request(user, "get", "configmaps", "x") with { Name = "two" }).Decision);
        Assert.Equal(AccessDecision.Allow, _authorizer.Authorize(Path(user, "/logs/today")).Decision);
        Assert.Equal(AccessDecision.NoOpinion, _authorizer.Authorize(Path(user, "/metrics")).Decision);
    }

    [Fact]
    public void The_default_roles_are_upstreams()
    {
        var roles = BootstrapRbac.Read();
        Assert.Equal(133, roles.Count);
        Assert.Contains(roles, role => role.Metadata.Name == "system:public-info-viewer");
    }

    private AccessDecision Ask(string user, string verb, string resource, string ns = "") => _authorizer.Authorize(Request(user, verb, resource, ns)).Decision;

    private static AccessRequest Request(string user, string verb, string resource, string ns = "") =>
        new() { User = new UserInfo { Name = user }, Verb = verb, Resource = resource, Namespace = ns };

    private static AccessRequest Path(string user, string path) =>
        new() { User = new UserInfo { Name = user }, Verb = "get", IsResourceRequest = false, Path = path };

    private async Task PutAsync(string key, string json) =>
        await _store.CreateAsync("/registry/rbac.authorization.k8s.io/" + key, Encoding.UTF8.GetBytes(json), decoded: null, CancellationToken.None);
}
