namespace Tiphys.ApiServer.Tests.Kinds.Core;

public sealed class PodUpdateTests
{
    private const string Gated = """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "harbour"}, "spec": {
          "schedulingGates": [{"name": "wait"}], "nodeSelector": {"a": "b"},
          "affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [{"matchExpressions": [{"key": "a", "operator": "Exists"}]}]}}},
          "containers": [{"name": "c", "image": "i"}]}}
        """;

    private const string Terms = "spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms";
    private const string TermsPath = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";

    [Theory]
    [InlineData("spec/nodeSelector", """{"a": "b", "c": "d"}""", "")]
    [InlineData("spec/nodeSelector", """{"c": "d"}""", "Invalid spec.nodeSelector")]
    [InlineData(Terms + "/0/matchExpressions/1", """{"key": "b", "operator": "Exists"}""", "")]
    [InlineData(Terms + "/0/matchExpressions/0/key", "\"b\"", "Invalid " + TermsPath + "[0]")]
    [InlineData(Terms + "/1", """{"matchExpressions": [{"key": "b", "operator": "Exists"}]}""", "Invalid " + TermsPath)]
    [InlineData("spec/schedulingGates", "[]", "")]
    [InlineData("spec/schedulingGates/1", """{"name": "more"}""", "Forbidden spec.schedulingGates[1].name")]
    public void Where_a_gated_pod_may_go_can_only_be_narrowed(string place, string value, string errors) =>
        Assert.Equal(errors, RuleCheck.OfUpdate(Gated, place, value));

    [Theory]
    [InlineData("spec/nodeSelector", """{"a": "b"}""", "Forbidden spec")]
    [InlineData("spec/containers/0/image", "\"j\"", "")]
    [InlineData("spec/containers/0/image", "\" j\"", "Invalid spec.containers[0].image; Invalid spec.containers[0].image; Forbidden spec")]
    [InlineData("spec/containers/1", """{"name": "d", "image": "i"}""", "Forbidden spec.containers")]
    [InlineData("metadata/annotations", """{"container.apparmor.security.beta.kubernetes.io/c": "unconfined"}""", "Forbidden metadata.annotations[container.apparmor.security.beta.kubernetes.io/c]")]
    [InlineData("metadata/annotations", """{"kubernetes.io/config.mirror": "x"}""", "Invalid metadata.annotations[kubernetes.io/config.mirror]; Forbidden metadata.annotations[kubernetes.io/config.mirror]; Invalid metadata.annotations[kubernetes.io/config.mirror]")]
    public void Of_a_running_pod_little_changes(string place, string value, string errors) => Assert.Equal(errors, RuleCheck.OfUpdate(PodSample.Least, place, value));
}
