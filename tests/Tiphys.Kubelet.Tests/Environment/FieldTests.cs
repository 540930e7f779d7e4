using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Environment;

namespace Tiphys.Kubelet.Tests.Environment;

public sealed class FieldTests
{
    private static readonly PodFacts Facts = new() { NodeName = "node-1", HostIPs = ["10.0.0.1", "fd00::1"], PodIPs = ["10.1.0.5", "fd01::5"] };

    private static readonly Pod Subject = TestPods.Pod() with
    {
        Metadata = TestPods.Pod().Metadata with
        {
            Labels = ApiMap.Of("b", "2").SetItem("a", "1"),
            Annotations = ApiMap.Of("note", "say \"hi\"\nand\tgo – ok\u0001"),
        },
    };

    [Theory]
    [InlineData("metadata.name", "web")]
    [InlineData("metadata.namespace", "shop")]
    [InlineData("metadata.uid", "11-22")]
    [InlineData("metadata.labels", "a=\"1\"\nb=\"2\"")]
    [InlineData("metadata.labels['b']", "2")]
    [InlineData("metadata.labels['none']", "")]
    [InlineData("metadata.annotations", "note=\"say \\\"hi\\\"\\nand\\tgo – ok\\x01\"")]
    [InlineData("spec.nodeName", "node-1")]
    [InlineData("spec.serviceAccountName", "robot")]
    [InlineData("status.hostIP", "10.0.0.1")]
    [InlineData("status.hostIPs", "10.0.0.1,fd00::1")]
    [InlineData("status.podIP", "10.1.0.5")]
    [InlineData("status.podIPs", "10.1.0.5,fd01::5")]
    public void A_field_has_its_value(string path, string expected) =>
        Assert.Equal(expected, PodFields.ForVariable(ObjectFieldSelector.Empty with { APIVersion = "v1", FieldPath = path }, Subject, Facts));

    [Theory]
    [InlineData("status.podIP", "unsupported fieldPath: status.podIP")]
    [InlineData("spec.x['y']", "fieldPath \"spec.x['y']\" does not support subscript")]
    public void Files_show_metadata_only(string path, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => PodFields.OfMetadata(path, Subject)).Message);

    [Theory]
    [InlineData("limits.cpu", "", "2")]
    [InlineData("limits.cpu", "1m", "1500")]
    [InlineData("requests.cpu", "", "1")]
    [InlineData("limits.memory", "1Mi", "977")] // Of the node: 1000M.
    [InlineData("requests.memory", "1Mi", "64")]
    [InlineData("limits.ephemeral-storage", "", "5000")]
    [InlineData("requests.hugepages-2Mi", "1Mi", "4")]
    public void A_resource_is_divided_and_rounded_up(string resource, string divisor, string expected)
    {
        var container = TestPods.Container() with
        {
            Resources = ResourceRequirements.Empty with
            {
                Limits = ApiMap.Of("cpu", (Quantity)"1500m"),
                Requests = ApiMap.Of("cpu", (Quantity)"250m").SetItem("memory", "64Mi").SetItem("hugepages-2Mi", "4Mi"),
            },
        };
        var allocatable = new Dictionary<string, Quantity> { ["cpu"] = "8", ["memory"] = "1000000Ki", ["ephemeral-storage"] = "5000" };
        var field = ResourceFieldSelector.Empty with { Resource = resource, Divisor = divisor.Length == 0 ? default : (Quantity)divisor };
        Assert.Equal(expected, ResourceFields.Value(field, TestPods.Pod(container), container, allocatable));
        Assert.Equal(expected, ResourceFields.Value(field with { ContainerName = "app" }, TestPods.Pod(container), null, allocatable));
    }

    [Fact]
    public void A_limit_of_the_pod_comes_before_the_node()
    {
        var pod = TestPods.Pod(TestPods.Container());
        pod = pod with { Spec = pod.Spec with { Resources = ResourceRequirements.Empty with { Limits = ApiMap.Of("cpu", (Quantity)"3") } } };
        var field = ResourceFieldSelector.Empty with { Resource = "limits.cpu", ContainerName = "app" };
        Assert.Equal("3", ResourceFields.Value(field, pod, null, new Dictionary<string, Quantity> { ["cpu"] = "8" }));
    }

    [Theory]
    [InlineData("limits.pods", "app", "unsupported container resource : limits.pods")]
    [InlineData("cpu", "app", "unsupported container resource : cpu")]
    [InlineData("limits.cpu", "other", "container other not found")]
    public void What_is_not_there_is_refused(string resource, string container, string message)
    {
        var field = ResourceFieldSelector.Empty with { Resource = resource, ContainerName = container };
        var error = Assert.Throws<FormatException>(() => ResourceFields.Value(field, TestPods.Pod(TestPods.Container()), null, new Dictionary<string, Quantity>()));
        Assert.Equal(message, error.Message);
    }
}
