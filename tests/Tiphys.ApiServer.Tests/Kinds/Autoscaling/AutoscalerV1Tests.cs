using Tiphys.Api.Autoscaling.V1;

namespace Tiphys.ApiServer.Tests.Kinds.Autoscaling;

public sealed class AutoscalerV1Tests
{
    private const string Sample = """
        {"apiVersion": "autoscaling/v1", "kind": "HorizontalPodAutoscaler", "metadata": {"name": "h", "namespace": "harbour"}, "spec": {"maxReplicas": 3,
          "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "d"}}}
        """;

    [Theory]
    [InlineData("behavior", """{\"ScaleUp\":{\"StabilizationWindowSeconds\":-5}}""", "Invalid spec.behavior.scaleUp.stabilizationWindowSeconds; Required spec.behavior.scaleUp.policies")]
    [InlineData("metrics", """[{\"type\":\"Resource\",\"resource\":{\"name\":\"memory\"}}]""", "Required spec.metrics[0].resource.target.averageUtilization")]
    [InlineData("metrics", "[", "")]
    public void What_annotations_say_is_checked_as_fields(string name, string value, string errors) =>
        Assert.Contains(errors, RuleCheck.OfNew(Sample, "metadata/annotations", $$"""{"autoscaling.alpha.kubernetes.io/{{name}}": "{{value}}"}"""), StringComparison.Ordinal);

    [Fact]
    public void The_usual_metric_is_filled_in_and_broken_annotations_are_dropped()
    {
        var (strategy, value) = RuleCheck.Read(RuleCheck.Change(Sample, "metadata/annotations", """{"autoscaling.alpha.kubernetes.io/metrics": "["}"""));
        var filled = (HorizontalPodAutoscaler)strategy.Default(value);
        Assert.Equal((80, 1), (filled.Spec.TargetCPUUtilizationPercentage, filled.Spec.MinReplicas));
        Assert.True(filled.Metadata.Annotations.IsEmpty);
    }
}
