using Tiphys.Api.Resource.V1;

namespace Tiphys.ApiServer.Tests.Kinds.Resources;

public sealed class ResourceClaimTests
{
    private const string Sample = """
        {"apiVersion": "resource.k8s.io/v1", "kind": "ResourceClaim", "metadata": {"name": "c", "namespace": "harbour"}, "spec": {"devices": {
          "requests": [{"name": "r", "exactly": {"deviceClassName": "x.io"}}, {"name": "f", "firstAvailable": [{"name": "a", "deviceClassName": "x.io"}]}],
          "constraints": [{"requests": ["r", "f/a"], "matchAttribute": "x.io/zone"}],
          "config": [{"requests": ["f"], "opaque": {"driver": "x.io", "parameters": {}}}]}}}
        """;

    private const string Allocated = """
        {"apiVersion": "resource.k8s.io/v1", "kind": "ResourceClaim", "metadata": {"name": "c", "namespace": "harbour"},
         "spec": {"devices": {"requests": [{"name": "r", "exactly": {"deviceClassName": "x.io"}}]}},
         "status": {"allocation": {"devices": {"results": [{"request": "r", "driver": "x.io", "pool": "p", "device": "d"}]}},
           "devices": [{"driver": "x.io", "pool": "p", "device": "d"}]}}
        """;

    [Theory]
    [InlineData("spec/devices/requests/0/name", "\"A\"", "Invalid spec.devices.requests[0].name; Invalid spec.devices.constraints[0].requests[0]")]
    [InlineData("spec/devices/requests/0/exactly", null, "Required spec.devices.requests[0]")]
    [InlineData("spec/devices/requests/0/firstAvailable", "[{}]", "Invalid spec.devices.requests[0]")]
    [InlineData("spec/devices/requests/1/name", "\"r\"", "Duplicate spec.devices.requests[1]; Invalid spec.devices.constraints[0].requests[1]; Invalid spec.devices.config[0].requests[0]")]
    [InlineData("spec/devices/requests/1/firstAvailable/1", """{"name": "a", "deviceClassName": "x.io"}""", "Duplicate spec.devices.requests[1].firstAvailable[1]")]
    [InlineData("spec/devices/requests/1/firstAvailable/0/deviceClassName", null, "Required spec.devices.requests[1].firstAvailable[0].deviceClassName")]
    [InlineData("spec/devices/requests/0/exactly/deviceClassName", "\"A_\"", "Invalid spec.devices.requests[0].exactly.deviceClassName")]
    [InlineData("spec/devices/requests/0/exactly/count", "-1", "Invalid spec.devices.requests[0].exactly.count")]
    [InlineData("spec/devices/requests/0/exactly/allocationMode", "\"Some\"", "NotSupported spec.devices.requests[0].exactly.allocationMode")]
    [InlineData("spec/devices/requests/0/exactly", """{"deviceClassName": "x", "allocationMode": "All", "count": 1}""", "Invalid spec.devices.requests[0].exactly.count")]
    [InlineData("spec/devices/requests/0/exactly/selectors", "[{}]", "Required spec.devices.requests[0].exactly.selectors[0].cel")]
    [InlineData("spec/devices/requests/0/exactly/tolerations", """[{"operator": "Bad"}]""", "NotSupported spec.devices.requests[0].exactly.tolerations[0].operator")]
    [InlineData("spec/devices/requests/0/exactly/tolerations", """[{"operator": "Exists", "value": "x"}]""", "Invalid spec.devices.requests[0].exactly.tolerations[0].value")]
    [InlineData("spec/devices/requests/0/exactly/tolerations", """[{"key": "-", "effect": "Bad"}]""", "Invalid spec.devices.requests[0].exactly.tolerations[0].key; NotSupported spec.devices.requests[0].exactly.tolerations[0].effect")]
    [InlineData("spec/devices/constraints/0/matchAttribute", null, "Required spec.devices.constraints[0]")]
    [InlineData("spec/devices/constraints/0/matchAttribute", "\"zone\"", "Invalid spec.devices.constraints[0].matchAttribute")]
    [InlineData("spec/devices/constraints/0", """{"distinctAttribute": "/"}""", "Invalid spec.devices.constraints[0].distinctAttribute; Invalid spec.devices.constraints[0].distinctAttribute")]
    [InlineData("spec/devices/constraints/0/requests", """["f/b", "f/a/a", "r", "r"]""", "Invalid spec.devices.constraints[0].requests[0]; Invalid spec.devices.constraints[0].requests[1]; Duplicate spec.devices.constraints[0].requests[3]")]
    [InlineData("spec/devices/config/0/opaque", null, "Required spec.devices.config[0].opaque")]
    [InlineData("spec/devices/config/0/opaque/parameters", "[]", "Invalid spec.devices.config[0].opaque.parameters")]
    [InlineData("spec/devices/config/0/opaque/driver", null, "Required spec.devices.config[0].opaque.driver")]
    [InlineData("metadata/labels", "{}", "")]
    public void A_new_claim_is_checked(string place, string? value, string errors) => Assert.Equal(errors, RuleCheck.OfNew(Sample, place, value));

    [Fact]
    public void More_requests_than_allowed_are_not_looked_into()
    {
        var requests = string.Join(',', Enumerable.Repeat("{}", 33));
        Assert.Equal("TooMany spec.devices.requests", RuleCheck.OfNew(Sample, "spec/devices", $$"""{"requests": [{{requests}}]}"""));
    }

    [Fact]
    public void An_expression_that_is_too_long_is_refused()
    {
        var selectors = $$$"""[{"cel": {"expression": "{{{new string('x', 10241)}}}"}}]""";
        Assert.Equal(
            "TooLong spec.devices.requests[0].exactly.selectors[0].cel.expression", RuleCheck.OfNew(Sample, "spec/devices/requests/0/exactly/selectors", selectors));
    }

    [Fact]
    public void The_spec_may_not_change() => Assert.Equal("Invalid spec", RuleCheck.OfUpdate(Sample, "spec/devices/requests/0/exactly/count", "2"));

    [Theory]
    [InlineData("status/reservedFor", """[{"resource": "pods", "name": "p", "uid": "1"}]""", "")]
    [InlineData("status/reservedFor", "[{}]", "Required status.reservedFor[0].resource; Required status.reservedFor[0].name; Required status.reservedFor[0].uid")]
    [InlineData("status/reservedFor", """[{"resource": "pods", "name": "p", "uid": "1"}, {"resource": "pods", "name": "q", "uid": "1"}]""", "Duplicate status.reservedFor[1]")]
    [InlineData("status", """{"reservedFor": [{"resource": "pods", "name": "p", "uid": "1"}]}""", "Forbidden status.reservedFor")]
    [InlineData("status/allocation/devices/results/0/device", "\"e\"", "Invalid status.allocation")]
    [InlineData("status/devices/0/driver", "\"y.io\"", "Invalid status.devices[0]")]
    [InlineData("status/devices/1", """{"driver": "x.io", "pool": "p", "device": "d"}""", "Duplicate status.devices[1]")]
    [InlineData("status/devices/0/shareID", "\"1\"", "Invalid status.devices[0].shareID; Invalid status.devices[0]")]
    [InlineData("status/devices/0/data", "[]", "Invalid status.devices[0].data")]
    [InlineData("status/devices/0/networkData", """{"ips": ["10.0.0.1", "10.0.0.01/24", "10.0.0.1/24", "10.0.0.1/24"]}""", "Invalid status.devices[0].networkData.ips[0]; Invalid status.devices[0].networkData.ips[1]; Duplicate status.devices[0].networkData.ips[3]")]
    [InlineData("status/devices/0/conditions", """[{"type": "Ready", "status": "True", "reason": "R"}]""", "Required status.devices[0].conditions[0].lastTransitionTime")]
    public void A_status_is_checked(string place, string value, string errors) => Assert.Equal(errors, RuleCheck.OfUpdate(Allocated, place, value, "status"));

    [Theory]
    [InlineData("""{"request": "zz", "driver": "x.io", "pool": "p", "device": "d"}""", "Invalid status.allocation.devices.results[0].request")]
    [InlineData("""{"request": "r", "driver": "", "pool": "", "device": "D"}""", "Required status.allocation.devices.results[0].driver; Required status.allocation.devices.results[0].pool; Invalid status.allocation.devices.results[0].device")]
    [InlineData("""{"request": "r", "driver": "x.io", "pool": "p", "device": "d", "bindingConditions": ["a.io/b"]}""", "Invalid status.allocation.devices.results[0].bindingFailureConditions")]
    public void A_new_allocation_is_checked(string result, string errors) =>
        Assert.Equal(errors, RuleCheck.OfUpdate(Sample, "status", $$$"""{"allocation": {"devices": {"results": [{{{result}}}] } } }""", "status"));

    [Fact]
    public void No_consumer_joins_a_claim_that_is_being_deleted()
    {
        var deleted = RuleCheck.Change(Allocated, "metadata/deletionTimestamp", "\"2026-01-01T00:00:00Z\"");
        Assert.Equal(
            "Forbidden status.reservedFor", RuleCheck.OfUpdate(deleted, "status/reservedFor", """[{"resource": "pods", "name": "p", "uid": "1"}]""", "status"));
    }

    [Fact]
    public void What_drivers_told_of_a_device_goes_with_its_allocation()
    {
        var (strategy, old) = RuleCheck.Read(Allocated);
        var (_, changed) = RuleCheck.Read(RuleCheck.Change(Allocated, "status/allocation", null));
        var prepared = (ResourceClaim)strategy.PrepareForUpdate(RuleCheck.Context("status"), changed, old);
        Assert.Empty(prepared.Status.Devices);
    }

    [Fact]
    public void A_request_counts_one_device_when_it_does_not_say()
    {
        var (strategy, value) = RuleCheck.Read(Sample);
        var devices = ((ResourceClaim)strategy.Default(value)).Spec.Devices;
        Assert.Equal(("ExactCount", 1), (devices.Requests[0].Exactly!.AllocationMode, devices.Requests[0].Exactly!.Count));
        Assert.Equal(("ExactCount", 1), (devices.Requests[1].FirstAvailable[0].AllocationMode, devices.Requests[1].FirstAvailable[0].Count));
    }

    [Theory]
    [InlineData("spec/metadata/name", "\"x\"", "Forbidden spec.metadata.name")]
    [InlineData("spec/metadata/labels", """{"-": "x"}""", "Invalid spec.metadata.labels")]
    [InlineData("spec/spec/devices/requests/0/exactly", null, "Required spec.spec.devices.requests[0]")]
    public void A_new_template_is_checked(string place, string? value, string errors) => Assert.Equal(errors, RuleCheck.OfNew(Template, place, value));

    [Fact]
    public void A_template_may_not_change() => Assert.Equal("Invalid spec", RuleCheck.OfUpdate(Template, "spec/metadata/labels", """{"a": "b"}"""));

    private static string Template { get; } = """
        {"apiVersion": "resource.k8s.io/v1", "kind": "ResourceClaimTemplate", "metadata": {"name": "t", "namespace": "harbour"},
         "spec": {"spec": {"devices": {"requests": [{"name": "r", "exactly": {"deviceClassName": "x.io"}}]}}}}
        """;
}
