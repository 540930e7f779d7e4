using Tiphys.Api.Resource.V1;

namespace Tiphys.ApiServer.Tests.Kinds.Resources;

public sealed class ResourceSliceTests
{
    private const string Sample = """
        {"apiVersion": "resource.k8s.io/v1", "kind": "ResourceSlice", "metadata": {"name": "s"}, "spec": {"driver": "x.io", "nodeName": "n",
          "pool": {"name": "p", "resourceSliceCount": 1}, "devices": [{"name": "d"}]}}
        """;

    private const string Class = """
        {"apiVersion": "resource.k8s.io/v1", "kind": "DeviceClass", "metadata": {"name": "c"}, "spec": {}}
        """;

    [Theory]
    [InlineData("spec/driver", "\"A_\"", "Invalid spec.driver")]
    [InlineData("spec/pool", "{}", "Required spec.pool.name; Invalid spec.pool.resourceSliceCount")]
    [InlineData("spec/pool/name", "\"a/B\"", "Invalid spec.pool.name")]
    [InlineData("spec/pool/generation", "-1", "Invalid spec.pool.generation")]
    [InlineData("spec/nodeName", null, "Required spec")]
    [InlineData("spec/nodeName", "\"\"", "Invalid spec.nodeName; Required spec")]
    [InlineData("spec/allNodes", "true", "Invalid spec")]
    [InlineData("spec/perDeviceNodeSelection", "false", "Invalid spec.perDeviceNodeSelection")]
    [InlineData("spec/nodeSelector", """{"nodeSelectorTerms": []}""", "Required spec.nodeSelector.nodeSelectorTerms; Invalid spec.nodeSelector.nodeSelectorTerms; Invalid spec")]
    [InlineData("spec/sharedCounters", """[{"name": "c", "counters": {"m": {"value": "1"}}}]""", "Invalid spec")]
    [InlineData("spec/devices/1", """{"name": "d"}""", "Duplicate spec.devices[1]")]
    [InlineData("spec/devices/0/name", "\"A\"", "Invalid spec.devices[0].name")]
    [InlineData("spec/devices/0/nodeName", "\"n\"", "Invalid spec.devices[0]")]
    [InlineData("spec/devices/0/attributes", """{"a": {}}""", "Invalid spec.devices[0].attributes[a]")]
    [InlineData("spec/devices/0/attributes", """{"a": {"int": 1, "bool": true}}""", "Invalid spec.devices[0].attributes[a]")]
    [InlineData("spec/devices/0/attributes", """{"a": {"version": "1.2"}}""", "Invalid spec.devices[0].attributes[a].version")]
    [InlineData("spec/devices/0/attributes", """{"a": {"version": "1.2.3-rc.1+5"}}""", "")]
    [InlineData("spec/devices/0/attributes", """{"a-b": {"int": 1}}""", "Invalid spec.devices[0].attributes")]
    [InlineData("spec/devices/0/attributes", """{"/": {"int": 1}}""", "Invalid spec.devices[0].attributes; Invalid spec.devices[0].attributes")]
    [InlineData("spec/devices/0/attributes", """{"a": {"ints": [1]}}""", "Invalid spec.devices[0].attributes[a]")]
    [InlineData("spec/devices/0/capacity", """{"m": {"value": "1", "requestPolicy": {}}}""", "Forbidden spec.devices[0].capacity[m].requestPolicy")]
    [InlineData("spec/devices/0/taints", """[{"key": "-", "effect": "Bad"}]""", "Invalid spec.devices[0].taints[0].key; NotSupported spec.devices[0].taints[0].effect")]
    [InlineData("spec/devices/0/taints", """[{"key": "a"}]""", "Required spec.devices[0].taints[0].effect")]
    [InlineData("spec/devices/0/consumesCounters", "[{}]", "Required spec.devices[0].consumesCounters[0].counterSet; Required spec.devices[0].consumesCounters[0].counters")]
    [InlineData("spec/devices/0/bindingFailureConditions", """["a", "a"]""", "Duplicate spec.devices[0].bindingFailureConditions[1]; Invalid spec.devices[0].bindingConditions")]
    public void A_new_slice_is_checked(string place, string? value, string errors) => Assert.Equal(errors, RuleCheck.OfNew(Sample, place, value));

    [Theory]
    [InlineData("""{"default": "1", "validValues": ["1"], "validRange": {}}""", "Forbidden P")]
    [InlineData("""{"validValues": ["1"]}""", "Required P.default")]
    [InlineData("""{"default": "3", "validValues": ["2", "1", "20"]}""", "Invalid P.validValues[1]; Invalid P.validValues[2]; Invalid P.validValues")]
    [InlineData("""{"default": "1", "validRange": {}}""", "Required P.validRange.min")]
    [InlineData("""{"default": "1", "validRange": {"min": "2", "max": "20"}}""", "Invalid P.validRange.min; Invalid P.validRange.max")]
    [InlineData("""{"default": "3", "validRange": {"min": "2", "step": "2"}}""", "Invalid P.validRange.step")]
    [InlineData("""{"default": "4", "validRange": {"min": "2", "max": "8", "step": "2"}}""", "")]
    public void Policies_of_shared_capacities_are_checked(string policy, string errors)
    {
        var device = $$$"""{"name": "d", "allowMultipleAllocations": true, "capacity": {"m": {"value": "10", "requestPolicy": {{{policy}}} } } }""";
        Assert.Equal(
            errors.Replace("P", "spec.devices[0].capacity[m].requestPolicy", StringComparison.Ordinal), RuleCheck.OfNew(Sample, "spec/devices/0", device));
    }

    [Fact]
    public void Devices_choose_their_nodes_when_the_slice_leaves_it_to_them()
    {
        var own = RuleCheck.Change(RuleCheck.Change(Sample, "spec/nodeName", null), "spec/perDeviceNodeSelection", "true");
        Assert.Equal("Required spec.devices[0]", RuleCheck.OfNew(own, "spec/devices/0/name", "\"d\""));
        Assert.Equal("", RuleCheck.OfNew(own, "spec/devices/0/allNodes", "true"));
        Assert.Equal("Invalid spec.devices[0].allNodes; Required spec.devices[0]", RuleCheck.OfNew(own, "spec/devices/0/allNodes", "false"));
    }

    [Theory]
    [InlineData(128, "")]
    [InlineData(129, "TooMany spec.devices")]
    public void A_slice_holds_only_so_many_devices(int count, string errors)
    {
        var devices = string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"name": "d{{i}}"}"""));
        Assert.Equal(errors, RuleCheck.OfNew(Sample, "spec/devices", $"[{devices}]"));
    }

    [Theory]
    [InlineData("spec/driver", "\"y.io\"", "Invalid spec.driver")]
    [InlineData("spec/nodeName", "\"m\"", "Invalid spec.nodeName")]
    [InlineData("spec/pool/name", "\"q\"", "Invalid spec.pool.name")]
    [InlineData("spec/pool/generation", "1", "")]
    public void An_update_keeps_what_the_slice_is_of(string place, string value, string errors) => Assert.Equal(errors, RuleCheck.OfUpdate(Sample, place, value));

    [Fact]
    public void A_taint_tells_when_it_was_set()
    {
        var (strategy, value) = RuleCheck.Read(RuleCheck.Change(Sample, "spec/devices/0/taints", """[{"key": "a", "effect": "NoSchedule"}]"""));
        var prepared = (ResourceSlice)strategy.PrepareForCreate(RuleCheck.Context(""), value);
        Assert.NotNull(prepared.Spec.Devices[0].Taints[0].TimeAdded);
        Assert.Equal(1, prepared.Metadata.Generation);
    }

    [Theory]
    [InlineData("spec/selectors", "[{}]", "Required spec.selectors[0].cel")]
    [InlineData("spec/config", "[{}]", "Required spec.config[0].opaque")]
    [InlineData("spec/config", """[{"opaque": {"driver": "x.io"}}]""", "Required spec.config[0].opaque.parameters")]
    [InlineData("spec/extendedResourceName", "\"cpu\"", "Invalid spec.extendedResourceName")]
    [InlineData("spec/extendedResourceName", "\"x.io/gpu\"", "")]
    public void A_new_class_is_checked(string place, string value, string errors) => Assert.Equal(errors, RuleCheck.OfNew(Class, place, value));
}
