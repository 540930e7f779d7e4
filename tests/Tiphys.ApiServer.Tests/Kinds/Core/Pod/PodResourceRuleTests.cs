namespace Tiphys.ApiServer.Tests.Kinds.Core;

public sealed class PodResourceRuleTests
{
    private const string Claims = "spec/containers/0/resources/claims";

    [Theory]
    [InlineData("""[{"name": "x"}, {"name": "x"}]""", "Duplicate spec.containers[0].resources.claims[1]")]
    [InlineData("""[{"name": "x", "request": "a"}, {"name": "x"}]""", "Duplicate spec.containers[0].resources.claims[1]")]
    [InlineData("""[{"name": "x", "request": "A"}]""", "Invalid spec.containers[0].resources.claims[0].request")]
    [InlineData("""[{}]""", "Required spec.containers[0].resources.claims[0]")]
    [InlineData("""[{"name": "y"}]""", "NotFound spec.containers[0].resources.claims[0]")]
    [InlineData("""[{"name": "x", "request": "a"}, {"name": "x", "request": "b"}]""", "")]
    public void A_container_uses_claims_of_its_pod(string claims, string errors) => Assert.Equal(errors, RuleCheck.OfNew(PodSample.Rich, Claims, claims));

    [Theory]
    [InlineData("""[{}]""", "Required spec.resourceClaims[0].name; Invalid spec.resourceClaims[0]")]
    [InlineData("""[{"name": "A", "resourceClaimName": "r"}]""", "Invalid spec.resourceClaims[0].name")]
    [InlineData("""[{"name": "x", "resourceClaimName": "R", "resourceClaimTemplateName": "T"}]""", "Invalid spec.resourceClaims[0]; Invalid spec.resourceClaims[0].resourceClaimName; Invalid spec.resourceClaims[0].resourceClaimTemplateName")]
    [InlineData("""[{"name": "x", "resourceClaimName": "r"}, {"name": "x", "resourceClaimName": "r"}]""", "Duplicate spec.resourceClaims[1].name")]
    public void Claims_of_a_pod_have_forms(string claims, string errors) => Assert.Equal(errors, RuleCheck.OfNew(PodSample.Least, "spec/resourceClaims", claims));

    [Theory]
    [InlineData("""{"requests": {"cpu": "100m"}, "limits": {"cpu": "4"}}""", "Invalid spec.resources.requests[cpu]")]
    [InlineData("""{"requests": {"cpu": "600m"}, "limits": {"cpu": "700m"}}""", "Invalid spec.resources.containers[0][cpu].limits")]
    [InlineData("""{"claims": [{"name": "x"}]}""", "Forbidden spec.resources.claims")]
    [InlineData("""{"limits": {"ephemeral-storage": "1"}}""", "NotSupported spec.resources.limits[ephemeral-storage]")]
    public void What_a_pod_has_is_enough_for_its_containers(string resources, string errors) =>
        Assert.Equal(errors, RuleCheck.OfNew(PodSample.Rich, "spec/resources", resources));

    [Theory]
    [InlineData("hugepages-x")]
    [InlineData("hugepages-0")]
    [InlineData("hugepages-3Gi")]
    public void Huge_pages_are_whole_pages(string name) => Assert.Contains(
        $"Invalid spec.containers[0].resources.limits[{name}]",
        RuleCheck.OfNew(PodSample.Least, "spec/containers/0/resources", $$"""{"limits": {"cpu": "1", "{{name}}": "1Gi"} }"""),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("metadata.name['x']", "Invalid spec.containers[0].env[0].valueFrom.fieldRef.fieldPath")]
    [InlineData("metadata.labels['-']", "Invalid spec.containers[0].env[0].valueFrom.fieldRef")]
    [InlineData("metadata.annotations['A']", "")]
    [InlineData("spec.host", "")]
    [InlineData("status.phase", "NotSupported spec.containers[0].env[0].valueFrom.fieldRef.fieldPath")]
    public void Variables_show_some_fields(string field, string errors) => Assert.Equal(
        errors,
        RuleCheck.OfNew(PodSample.Least, "spec/containers/0/env", $$"""[{"name": "A", "valueFrom": {"fieldRef": {"fieldPath": "{{field}}"} } }]"""));

    [Theory]
    [InlineData("[]", "NotFound spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName")]
    [InlineData("""[{"name": "v", "hostPath": {"path": "/x"}}]""", "Invalid spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName")]
    [InlineData("""[{"name": "v", "emptyDir": {}}]""", "")]
    public void A_file_of_variables_is_in_an_empty_directory(string volumes, string errors) => Assert.Equal(
        errors,
        RuleCheck.OfNew(
            RuleCheck.Change(PodSample.Least, "spec/volumes", volumes),
            "spec/containers/0/env",
            """[{"name": "A", "valueFrom": {"fileKeyRef": {"volumeName": "v", "path": "f", "key": "K"}}}]"""));

    [Theory]
    [InlineData("01.2.3.4")]
    [InlineData("::ffff:1.2.3.4")]
    public void Addresses_are_clear(string address)
    {
        Assert.Equal("Invalid spec.hostAliases[0].ip", RuleCheck.OfNew(PodSample.Least, "spec/hostAliases", $$"""[{"ip": "{{address}}", "hostnames": ["a"]}]"""));
        Assert.Equal("Invalid spec.dnsConfig.nameservers[0]", RuleCheck.OfNew(PodSample.Least, "spec/dnsConfig", $$"""{"nameservers": ["{{address}}"]}"""));
    }
}
