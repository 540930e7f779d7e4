using Tiphys.Api.FlowControl.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.FlowControl;
using Tiphys.ApiServer.FlowControl.Levels;
using Tiphys.ApiServer.Hosting;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.Tests.FlowControl;

public sealed class LevelTests
{
    private static readonly FlowConfiguration Suggested =
        LevelPlan.Make(BootstrapObjects.Levels, BootstrapObjects.Schemas, new Dictionary<string, PriorityLevel>(), 600, TimeProvider.System);

    [Theory]
    [InlineData("admin", "system:masters", "get", "", "pods", "default", "exempt")]
    [InlineData("someone", "system:authenticated", "list", "", "pods", "default", "global-default")]
    [InlineData("system:serviceaccount:team:bot", "system:serviceaccounts", "create", "", "pods", "team", "service-accounts")]
    [InlineData("system:serviceaccount:kube-system:bot", "system:serviceaccounts:kube-system", "create", "", "pods", "team", "kube-system-service-accounts")]
    [InlineData("system:node:a", "system:nodes", "update", "coordination.k8s.io", "leases", "kube-node-lease", "system-node-high")]
    [InlineData("system:node:a", "system:nodes", "get", "", "secrets", "default", "system-nodes")]
    [InlineData("system:kube-scheduler", "system:authenticated", "update", "coordination.k8s.io", "leases", "kube-system", "system-leader-election")]
    [InlineData("system:kube-scheduler", "system:authenticated", "list", "", "pods", "", "kube-scheduler")]
    public void Requests_are_classified_as_upstream_does(string user, string group, string verb, string apiGroup, string resource, string ns, string schema)
    {
        var info = new RequestInfo { Path = "/", Verb = verb, IsResourceRequest = true, Group = apiGroup, Version = "v1", Resource = resource, Namespace = ns };
        Assert.Equal(schema, Suggested.Classify(info, new UserInfo { Name = user, Groups = [group, "system:authenticated"] }).Name);
    }

    [Theory]
    [InlineData("/healthz", "probes")]
    [InlineData("/version", "global-default")]
    public void Probes_are_exempt_for_anybody(string path, string schema) =>
        Assert.Equal(schema, Suggested.Classify(new RequestInfo { Path = path, Verb = "get" }, new UserInfo { Name = "x", Groups = ["system:unauthenticated"] }).Name);

    [Fact]
    public void Seats_are_shared_by_shares()
    {
        var low = Suggested.Levels["workload-low"].Limits;
        Assert.Equal((245, 24, 845), (low.Nominal, low.Lower, low.Upper));
        Assert.Equal((25, 25), (Suggested.Levels["leader-election"].Limits.Nominal, Suggested.Levels["leader-election"].Limits.Lower));
    }

    [Fact]
    public void Without_objects_the_mandatory_ones_are_there()
    {
        var empty = LevelPlan.Make([], [], new Dictionary<string, PriorityLevel>(), 600, TimeProvider.System);
        Assert.Equal(["exempt", "catch-all"], empty.Schemas.Select(schema => schema.Name));
        Assert.Equal(["catch-all", "exempt"], empty.Levels.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_schema_without_its_level_is_not_in_force()
    {
        var lost = new FlowSchema
        {
            Metadata = new ObjectMeta { Name = "lost" },
            Spec = new FlowSchemaSpec { MatchingPrecedence = 1, PriorityLevelConfiguration = new PriorityLevelConfigurationReference { Name = "gone" } },
        };
        var configuration = LevelPlan.Make(BootstrapObjects.Levels, [lost], new Dictionary<string, PriorityLevel>(), 600, TimeProvider.System);
        Assert.DoesNotContain(configuration.Schemas, schema => schema.Name == "lost");
    }

    [Fact]
    public void Seats_go_where_they_are_wanted_within_the_bounds()
    {
        var shares = ConcurrencyAllocation.Compute(100, [new(10, 5, 200), new(30, 5, 50), new(0, 20, 100)]);
        Assert.Equal(100, shares.Sum(), 3);
        Assert.Equal(20, shares[2], 3);
        Assert.Equal(50, shares[1], 3);
        Assert.Equal(30, shares[0], 3);
    }
}
