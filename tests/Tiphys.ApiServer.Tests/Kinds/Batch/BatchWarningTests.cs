namespace Tiphys.ApiServer.Tests.Kinds.Batch;

public sealed class BatchWarningTests
{
    private const string Job = """
        {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "j", "namespace": "harbour"}, "spec": {
          "template": {"spec": {"restartPolicy": "Never", "containers": [{"name": "c", "image": "i"}]}}}}
        """;

    private const string CronJob = """
        {"apiVersion": "batch/v1", "kind": "CronJob", "metadata": {"name": "j", "namespace": "harbour"}, "spec": {"schedule": "* * * * *", "jobTemplate": {"spec": {
          "template": {"spec": {"restartPolicy": "Never", "containers": [{"name": "c", "image": "i"}]}}}}}}
        """;

    [Fact]
    public void Very_many_completions_at_once_are_warned_of() => Assert.StartsWith(
        "spec: In Indexed Jobs with a number of completions higher than 10^5",
        RuleCheck.WarningsOfNew(
            RuleCheck.Change(RuleCheck.Change(Job, "spec/completionMode", "\"Indexed\""), "spec/completions", "100001"), "spec/parallelism", "10001"),
        StringComparison.Ordinal);

    [Fact]
    public void Templates_are_warned_of_at_their_place()
    {
        const string Old = "[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\" instead";
        const string Selector = """{"beta.kubernetes.io/os": "linux"}""";
        Assert.Equal("spec.template.spec.nodeSelector" + Old, RuleCheck.WarningsOfNew(Job, "spec/template/spec/nodeSelector", Selector));
        Assert.Equal(
            "spec.jobTemplate.spec.template.spec.nodeSelector" + Old,
            RuleCheck.WarningsOfNew(CronJob, "spec/jobTemplate/spec/template/spec/nodeSelector", Selector));
    }

    [Theory]
    [InlineData("Europe/Paris", "")]
    [InlineData("europe/paris", "Invalid spec.timeZone")]
    public void A_time_zone_is_named_exactly(string zone, string errors) => Assert.Equal(errors, RuleCheck.OfNew(CronJob, "spec/timeZone", $"\"{zone}\""));
}
