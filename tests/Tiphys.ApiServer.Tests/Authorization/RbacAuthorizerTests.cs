using Tiphys.Api.Meta.V1;
using Tiphys.Api.Rbac.V1;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization;
using Tiphys.ApiServer.Authorization.Rbac;

namespace Tiphys.ApiServer.Tests.Authorization;

public sealed class RbacAuthorizerTests
{
    private readonly ListedRbac _cache = new();

    [Theory]
    [InlineData("pods", "", true)]
    [InlineData("pods", "status", false)]
    [InlineData("deployments", "scale", true)]
    [InlineData("deployments", "", false)]
    [InlineData("services", "", false)]
    public void Resources_and_subresources_are_told_apart(string resource, string subresource, bool allowed)
    {
        Grant("ann", new PolicyRule { APIGroups = ["*"], Verbs = ["get"], Resources = ["pods", "*/scale"] });
        Assert.Equal(allowed, IsAllowed(Get("ann", resource) with { Subresource = subresource }));
    }

    [Fact]
    public void Resource_names_limit_a_rule_to_these_objects()
    {
        Grant("ann", new PolicyRule { APIGroups = [""], Verbs = ["get"], Resources = ["pods"], ResourceNames = ["a"] });
        Assert.True(IsAllowed(Get("ann", "pods") with { Name = "a" }));
        Assert.False(IsAllowed(Get("ann", "pods") with { Name = "b" }));
        Assert.False(IsAllowed(Get("ann", "pods")));
    }

    [Theory]
    [InlineData("/healthz", true)]
    [InlineData("/logs/a/b", true)]
    [InlineData("/log", false)]
    public void Paths_may_end_with_a_star(string path, bool allowed)
    {
        Grant("ann", new PolicyRule { Verbs = ["get"], NonResourceURLs = ["/healthz", "/logs/*"] });
        var request = new AccessRequest { User = User("ann"), Verb = "get", IsResourceRequest = false, Path = path };
        Assert.Equal(allowed, IsAllowed(request));
    }

    [Fact]
    public void Role_binding_counts_in_its_namespace_only_and_names_itself_in_the_reason()
    {
        _cache.Set(new Role { Metadata = new ObjectMeta { Name = "r", Namespace = "one" }, Rules = [Rule("get", "pods")] });
        _cache.Set(new RoleBinding
        {
            Metadata = new ObjectMeta { Name = "b", Namespace = "one" },
            RoleRef = new RoleRef { Kind = "Role", Name = "r" },
            Subjects = [new Subject { Kind = "ServiceAccount", Name = "robot" }],
        });
        var request = Get("system:serviceaccount:one:robot", "pods") with { Namespace = "one" };
        Assert.Equal(
            new AccessResult(AccessDecision.Allow, "RBAC: allowed by RoleBinding \"b/one\" of Role \"r\" to ServiceAccount \"robot/one\""),
            new RbacAuthorizer(_cache).Authorize(request));
        Assert.False(IsAllowed(request with { Namespace = "two" }));
        Assert.False(IsAllowed(request with { Namespace = "" }));
    }

    [Fact]
    public void Binding_to_a_missing_role_is_named_and_a_removed_binding_grants_nothing()
    {
        var binding = Bind("ann", "gone");
        _cache.Set(binding);
        Assert.Equal("RBAC: clusterrole.rbac.authorization.k8s.io \"gone\" not found", new RbacAuthorizer(_cache).Authorize(Get("ann", "pods")).Reason);
        _cache.Set(new ClusterRole { Metadata = new ObjectMeta { Name = "gone" }, Rules = [Rule("get", "pods")] });
        Assert.True(IsAllowed(Get("ann", "pods")));
        _cache.Remove(binding);
        Assert.False(IsAllowed(Get("ann", "pods")));
    }

    [Fact]
    public void Default_roles_aggregate_and_follow_new_roles()
    {
        LoadDefaults();
        _cache.Set(Bind("ann", "admin"));
        Assert.True(IsAllowed(Get("ann", "secrets")));
        Assert.True(IsAllowed(Get("ann", "deployments") with { Group = "apps", Verb = "delete" }));
        Assert.False(IsAllowed(Get("ann", "boats") with { Group = "example.com" }));
        _cache.Set(new ClusterRole
        {
            Metadata = new ObjectMeta { Name = "boats", Labels = ApiMap.Of("rbac.authorization.k8s.io/aggregate-to-view", "true") },
            Rules = [new PolicyRule { APIGroups = ["example.com"], Resources = ["boats"], Verbs = ["get"] }],
        });
        Assert.True(IsAllowed(Get("ann", "boats") with { Group = "example.com" }));
    }

    [Fact]
    public void Default_bindings_serve_everybody_but_no_more()
    {
        LoadDefaults();
        var anonymous = new AccessRequest { User = UserInfo.Anonymous, Verb = "get", IsResourceRequest = false, Path = "/livez" };
        Assert.True(IsAllowed(anonymous));
        Assert.False(IsAllowed(anonymous with { Path = "/metrics" }));
        Assert.True(IsAllowed(new AccessRequest
        {
            User = User("ann") with { Groups = ["system:authenticated"] }, Verb = "create", Group = "authorization.k8s.io", Resource = "selfsubjectaccessreviews",
        }));
        Assert.Equal(133, BootstrapRbac.Read().Count);
    }

    [Fact]
    public void Granting_more_than_one_has_is_forbidden()
    {
        Grant("ann", Rule("get", "pods"));
        var check = new EscalationCheck(_cache, new RbacAuthorizer(_cache));
        check.CheckRole(User("ann"), "roles", "one", "r", [Rule("get", "pods")]);
        var failure = Assert.Throws<Tiphys.Api.Errors.ApiException>(() => check.CheckRole(
            User("ann"), "roles", "one", "r", [new PolicyRule { APIGroups = [""], Resources = ["pods"], Verbs = ["get", "list", "watch"] }]));
        Assert.Equal(
            "roles.rbac.authorization.k8s.io \"r\" is forbidden: user \"ann\" (groups=[]) is attempting to grant RBAC permissions not currently held:\n"
            + "{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"list\" \"watch\"]}",
            failure.Status.Message);
        check.CheckRole(User("root") with { Groups = ["system:masters"] }, "roles", "one", "r", [Rule("*", "*")]);
    }

    [Fact]
    public void Binding_needs_the_rules_or_the_verb_bind()
    {
        LoadDefaults();
        var check = new EscalationCheck(_cache, new RbacAuthorizer(_cache));
        var reference = new RoleRef { Kind = "ClusterRole", Name = "view" };
        Assert.Throws<Tiphys.Api.Errors.ApiException>(() => check.CheckBinding(User("ann"), "rolebindings", "one", "b", reference));
        Grant("ann", new PolicyRule { APIGroups = ["rbac.authorization.k8s.io"], Resources = ["clusterroles"], ResourceNames = ["view"], Verbs = ["bind"] });
        check.CheckBinding(User("ann"), "rolebindings", "one", "b", reference);
    }

    [Fact]
    public void Masters_may_do_everything_and_the_union_asks_on()
    {
        Grant("ann", Rule("get", "pods"));
        var union = new UnionAuthorizer(new PrivilegedGroupAuthorizer(), new RbacAuthorizer(_cache));
        Assert.Equal(AccessDecision.Allow, union.Authorize(Get("root", "x") with { User = User("root") with { Groups = ["system:masters"] } }).Decision);
        Assert.Equal(AccessDecision.Allow, union.Authorize(Get("ann", "pods")).Decision);
        Assert.Equal(AccessDecision.NoOpinion, union.Authorize(Get("ann", "nodes")).Decision);
    }

    private void LoadDefaults()
    {
        foreach (var value in BootstrapRbac.Read())
        {
            _cache.Set(value);
        }
    }

    private void Grant(string user, PolicyRule rule)
    {
        _cache.Set(new ClusterRole { Metadata = new ObjectMeta { Name = "granted" }, Rules = [rule] });
        _cache.Set(Bind(user, "granted"));
    }

    private bool IsAllowed(AccessRequest request) => new RbacAuthorizer(_cache).Authorize(request).Decision == AccessDecision.Allow;

    private static ClusterRoleBinding Bind(string user, string role) => new()
    {
        Metadata = new ObjectMeta { Name = $"{user}-{role}" },
        RoleRef = new RoleRef { Kind = "ClusterRole", Name = role },
        Subjects = [new Subject { Kind = "User", Name = user }],
    };

    private static PolicyRule Rule(string verb, string resource) => new() { APIGroups = [""], Verbs = [verb], Resources = [resource] };

    private static UserInfo User(string name) => new() { Name = name };

    private static AccessRequest Get(string user, string resource) => new() { User = User(user), Verb = "get", Resource = resource };
}
