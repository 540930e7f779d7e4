using Tiphys.Api.Coordination.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;

namespace Tiphys.ApiServer.Tests.Kinds.Core;

/// <summary>What is dropped from objects, what they are warned of, and rules beside those of the recorded conversations.</summary>
public sealed class CoreKindTests
{
    [Fact]
    public void Coordinated_leader_election_is_dropped_from_a_lease()
    {
        const string Json = """
            {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": {"name": "l"}, "spec": {"strategy": "OldestEmulationVersion", "preferredHolder": "x"}}
            """;
        var lease = Created<Lease>(Json);
        Assert.Equal((null, null), (lease.Spec.Strategy, lease.Spec.PreferredHolder));
        Assert.Equal("", RuleCheck.OfNew(Json, "spec/strategy", null));
    }

    [Fact]
    public void A_source_in_another_namespace_is_dropped_from_a_claim()
    {
        var claim = Created<PersistentVolumeClaim>("""
            {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "c"}, "spec": {"dataSourceRef": {"kind": "Any", "name": "x", "namespace": "other"}}}
            """);
        Assert.Equal((null, null), (claim.Spec.DataSource, claim.Spec.DataSourceRef));
    }

    [Fact]
    public void Secrets_of_an_account_are_names()
    {
        var account = Created<ServiceAccount>("""
            {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "a"}, "secrets": [{"name": "s", "namespace": "other", "kind": "Secret"}]}
            """);
        Assert.Equal(ObjectReference.Empty with { Name = "s" }, account.Secrets[0]);
    }

    [Fact]
    public void Topology_is_dropped_from_an_endpoint_slice()
    {
        var slice = Created<EndpointSlice>("""
            {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "metadata": {"name": "e"}, "addressType": "IPv4",
             "endpoints": [{"addresses": ["10.0.0.1"], "deprecatedTopology": {"kubernetes.io/hostname": "n"}}]}
            """);
        Assert.Empty(slice.Endpoints[0].DeprecatedTopology);
        Assert.Null(slice.Endpoints[0].NodeName);
    }

    [Fact]
    public void Null_in_binary_data_is_no_bytes()
    {
        var (strategy, value) = RuleCheck.Read("""{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "binaryData": {"a": null}}""");
        Assert.False(((ConfigMap)strategy.Default(value)).BinaryData["a"].IsDefault);
    }

    [Theory]
    [InlineData("""{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}, "type": "kubernetes.io/tls", "data": {"tls.crt": "", "tls.key": ""}}""", "tls: failed to find any PEM data in certificate input")]
    [InlineData("""{"apiVersion": "v1", "kind": "Endpoints", "metadata": {"name": "e"}, "subsets": [{"addresses": [{"ip": "010.0.0.1"}]}]}""", "subsets[0].addresses[0].ip: non-standard IP address \"010.0.0.1\" is invalid: use \"10.0.0.1\"")]
    [InlineData("""{"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "metadata": {"name": "e"}, "addressType": "IPv6", "endpoints": [{"addresses": ["FD00::1"]}]}""", "endpoints[0].addresses[0]: IPv6 address \"FD00::1\" should be in RFC 5952 canonical format (\"fd00::1\")")]
    [InlineData("""{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "a", "annotations": {"kubernetes.io/enforce-mountable-secrets": "true"}}}""", "metadata.annotations[kubernetes.io/enforce-mountable-secrets]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets")]
    public void What_is_doubtful_is_warned_of(string json, string warning)
    {
        var (strategy, value) = RuleCheck.Read(json);
        Assert.Equal([warning], strategy.Warnings(RuleCheck.Context(""), strategy.Default(value), null));
    }

    [Theory]
    [InlineData("{\"name\": \"exempt\"}", "Invalid spec.type; Invalid spec")]
    [InlineData("{\"name\": \"catch-all\"}", "Invalid spec")]
    [InlineData("{\"name\": \"mine\"}", "")]
    public void Priority_levels_that_the_server_needs_are_fixed(string metadata, string errors) => Assert.Equal(errors, RuleCheck.OfNew(
        """
        {"apiVersion": "flowcontrol.apiserver.k8s.io/v1", "kind": "PriorityLevelConfiguration", "metadata": {"name": "x"},
         "spec": {"type": "Limited", "limited": {"nominalConcurrencyShares": 7, "limitResponse": {"type": "Reject"}}}}
        """,
        "metadata",
        metadata));

    [Theory]
    [InlineData("{\"name\": \"exempt\"}", "Invalid spec")]
    [InlineData("{\"name\": \"mine\"}", "")]
    public void Flow_schemas_that_the_server_needs_are_fixed(string metadata, string errors) => Assert.Equal(errors, RuleCheck.OfNew(
        """
        {"apiVersion": "flowcontrol.apiserver.k8s.io/v1", "kind": "FlowSchema", "metadata": {"name": "x"},
         "spec": {"matchingPrecedence": 2, "priorityLevelConfiguration": {"name": "workload-low"}}}
        """,
        "metadata",
        metadata));

    [Fact]
    public void A_selector_of_roles_that_cannot_be_read_is_told_twice() => Assert.Equal(
        "Invalid aggregationRule.clusterRoleSelectors[0].matchLabels; Invalid aggregationRule.clusterRoleSelectors[0]",
        RuleCheck.OfNew(
            """{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "r"}}""",
            "aggregationRule",
            """{"clusterRoleSelectors": [{"matchLabels": {"-": "x"}}]}"""));

    private static T Created<T>(string json)
        where T : class, IKubernetesObject<T>
    {
        var (strategy, value) = RuleCheck.Read(json);
        return (T)strategy.PrepareForCreate(RuleCheck.Context(""), strategy.Default(value));
    }
}
