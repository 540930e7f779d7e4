namespace Tiphys.ApiServer.Tests.Kinds.Apps;

public sealed class WorkloadRuleTests
{
    private static string Sample(string kind) => RuleCheck.Change(Workload, "kind", $"\"{kind}\"");

    private const string Workload = """
        {"apiVersion": "apps/v1", "kind": "", "metadata": {"name": "w", "namespace": "harbour"}, "spec": {"selector": {"matchLabels": {"a": "b"}},
          "template": {"metadata": {"labels": {"a": "b"}}, "spec": {"containers": [{"name": "c", "image": "i"}]}}}}
        """;

    [Theory]
    [InlineData("Deployment", "Required spec.selector; Invalid spec.template.metadata.labels")]
    [InlineData("ReplicaSet", "Required spec.selector; Invalid spec.template.metadata.labels")]
    [InlineData("StatefulSet", "Required spec.selector; Invalid spec.template.metadata.labels")]
    [InlineData("DaemonSet", "Invalid spec.template.metadata.labels")]
    public void A_selector_is_needed(string kind, string errors) => Assert.Equal(errors, RuleCheck.OfNew(Sample(kind), "spec/selector", null));

    [Theory]
    [InlineData("Deployment", "Invalid spec.selector.matchLabels; Invalid spec.selector")]
    [InlineData("ReplicaSet", "Invalid spec.selector.matchLabels; Invalid spec.selector")]
    [InlineData("StatefulSet", "Invalid spec.selector.matchLabels; Invalid spec.selector")]
    [InlineData("DaemonSet", "Invalid spec.selector.matchLabels")]
    public void A_selector_that_cannot_be_used_leaves_the_template_alone(string kind, string errors) =>
        Assert.Equal(errors, RuleCheck.OfNew(Sample(kind), "spec/selector/matchLabels", """{"a": "-"}"""));

    [Theory]
    [InlineData("Deployment", "strategy", """{"type": "Bad"}""", "NotSupported spec.strategy")]
    [InlineData("DaemonSet", "updateStrategy", """{"type": "Bad"}""", "NotSupported spec.updateStrategy")]
    [InlineData("DaemonSet", "updateStrategy", """{"rollingUpdate": {"maxSurge": 1}}""", "Invalid spec.updateStrategy.rollingUpdate.maxSurge")]
    [InlineData("StatefulSet", "updateStrategy", """{"type": "Bad"}""", "Invalid spec.updateStrategy")]
    [InlineData("StatefulSet", "updateStrategy", """{"type": "OnDelete", "rollingUpdate": {}}""", "Invalid spec.updateStrategy.rollingUpdate")]
    [InlineData("StatefulSet", "updateStrategy", """{"rollingUpdate": {"partition": -1}}""", "Invalid spec.updateStrategy.rollingUpdate.partition")]
    [InlineData("StatefulSet", "persistentVolumeClaimRetentionPolicy", """{"whenDeleted": "Never"}""", "NotSupported spec.persistentVolumeClaimRetentionPolicy.whenDeleted")]
    [InlineData("StatefulSet", "volumeClaimTemplates", """[{"metadata": {"name": "v"}, "spec": {}}]""", "Required spec.volumeClaimTemplates[0].spec.accessModes; Required spec.volumeClaimTemplates[0].spec.resources[storage]")]
    public void Fields_of_the_kinds_have_rules(string kind, string field, string value, string errors) =>
        Assert.Equal(errors, RuleCheck.OfNew(Sample(kind), "spec/" + field, value));

    [Theory]
    [InlineData("Deployment", """{"collisionCount": -1, "terminatingReplicas": -1}""", "Invalid status.terminatingReplicas; Invalid status.collisionCount")]
    [InlineData("ReplicaSet", """{"replicas": 1, "readyReplicas": 2}""", "Invalid status.readyReplicas")]
    [InlineData("StatefulSet", """{"replicas": 2, "readyReplicas": 1, "availableReplicas": 2, "observedGeneration": -1}""", "Invalid status.observedGeneration; Invalid status.availableReplicas")]
    [InlineData("DaemonSet", """{"currentNumberScheduled": -1, "numberReady": -1}""", "Invalid status.currentNumberScheduled; Invalid status.numberReady")]
    public void Numbers_of_a_status_make_sense(string kind, string status, string errors) => Assert.Equal(errors, RuleCheck.OfUpdate(Sample(kind), "status", status, "status"));

    [Theory]
    [InlineData("Deployment")]
    [InlineData("StatefulSet")]
    [InlineData("DaemonSet")]
    public void Collisions_of_names_are_never_forgotten(string kind) => Assert.Equal(
        "Invalid status.collisionCount",
        RuleCheck.OfUpdate(RuleCheck.Change(Sample(kind), "status", """{"collisionCount": 2}"""), "status/collisionCount", "1", "status"));

    [Theory]
    [InlineData("a.b")]
    [InlineData("-")]
    public void A_stateful_set_is_named_by_a_label(string name) => Assert.Single(RuleCheck.Read(Sample("StatefulSet")).Strategy.CheckName(name, false));

    [Theory]
    [InlineData("revision", "-1", "Invalid revision")]
    [InlineData("data", null, "Required data")]
    [InlineData("data", "\"text\"", "Required data")]
    public void A_revision_has_a_number_and_data(string place, string? value, string errors) => Assert.Equal(errors, RuleCheck.OfNew(Revision, place, value));

    [Theory]
    [InlineData("data", """{"a": 2}""", "Invalid data")]
    [InlineData("revision", "2", "")]
    public void Data_of_a_revision_stay(string place, string value, string errors) => Assert.Equal(errors, RuleCheck.OfUpdate(Revision, place, value));

    private const string Revision = """
        {"apiVersion": "apps/v1", "kind": "ControllerRevision", "metadata": {"name": "r", "namespace": "harbour"}, "revision": 1, "data": {"a": 1}}
        """;
}
