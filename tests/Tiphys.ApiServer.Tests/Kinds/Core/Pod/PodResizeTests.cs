namespace Tiphys.ApiServer.Tests.Kinds.Core;

public sealed class PodResizeTests
{
    private const string Sample = """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "harbour"}, "spec": {
          "containers": [{"name": "c", "image": "i", "resources": {"limits": {"cpu": "1"}, "requests": {"cpu": "500m", "memory": "1Gi"}}}],
          "initContainers": [{"name": "once", "image": "i", "resources": {"requests": {"cpu": "100m"}}}]}}
        """;

    private const string Own = """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "harbour"}, "spec": {
          "resources": {"requests": {"cpu": "1"}, "limits": {"cpu": "2"}}, "containers": [{"name": "c", "image": "i"}]}}
        """;

    [Theory]
    [InlineData("spec/containers/0/resources/requests/cpu", "\"600m\"", "")]
    [InlineData("spec/containers/0/image", "\"j\"", "")]
    [InlineData("spec/containers/0/resources/limits", null, "Forbidden spec.containers[0].resources.limits")]
    [InlineData("spec/containers/0/resources/requests/memory", null, "Forbidden spec.containers[0].resources.requests")]
    [InlineData("spec/containers/0/resources/requests/ephemeral-storage", "\"1\"", "Forbidden spec")]
    [InlineData("spec/containers/0/resizePolicy", """[{"resourceName": "cpu", "restartPolicy": "RestartContainer"}]""", "Forbidden spec")]
    [InlineData("spec/containers/0/name", "\"d\"", "Forbidden spec.containers[0].name")]
    [InlineData("spec/containers/1", """{"name": "d", "image": "i"}""", "Forbidden spec.containers")]
    [InlineData("spec/initContainers", "[]", "Forbidden spec.initContainers")]
    [InlineData("spec/initContainers/0/resources/requests/cpu", "\"200m\"", "")]
    [InlineData("spec/initContainers/0/resources/requests/ephemeral-storage", "\"1\"", "Forbidden spec.initContainers[0]")]
    public void Only_processors_and_memory_of_containers_change(string place, string? value, string errors) =>
        Assert.Equal(errors, RuleCheck.OfUpdate(Sample, place, value, "resize"));

    [Theory]
    [InlineData("spec/resources/requests/cpu", "\"1500m\"", "")]
    [InlineData("spec/resources/limits", null, "Forbidden spec.resources.limits")]
    [InlineData("spec/resources", null, "Invalid spec; Forbidden spec.resources")]
    [InlineData("spec/resources/requests/cpu", "\"2\"", "")]
    public void What_the_pod_has_as_a_whole_changes_too(string place, string? value, string errors) =>
        Assert.Equal(errors, RuleCheck.OfUpdate(Own, place, value, "resize"));

    [Fact]
    public void The_quality_of_service_stays() => Assert.Equal(
        "Invalid spec",
        RuleCheck.OfUpdate(PodSample.Least, "spec/containers/0/resources", """{"requests": {"cpu": "1"}}""", "resize"));

    [Theory]
    [InlineData("metadata/annotations", """{"kubernetes.io/config.mirror": "x"}""")]
    [InlineData("spec/os", """{"name": "windows"}""")]
    public void Some_pods_cannot_be_resized_at_all(string place, string value) =>
        Assert.Equal("Forbidden []", RuleCheck.OfUpdate(RuleCheck.Change(Sample, place, value), "spec/containers/0/resources/requests/cpu", "\"600m\"", "resize"));

    [Fact]
    public void A_node_that_does_not_tell_resources_does_not_resize() => Assert.Equal(
        "Forbidden spec",
        RuleCheck.OfUpdate(
            RuleCheck.Change(Sample, "status", """{"containerStatuses": [{"name": "c", "state": {"running": {}}}]}"""),
            "spec/containers/0/resources/requests/cpu",
            "\"600m\"",
            "resize"));
}
