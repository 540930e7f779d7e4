using Tiphys.Api.Apps.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Cli.Manifests;

namespace Tiphys.Cli.Tests.Manifests;

public sealed class RolloutStatusTests
{
    [Theory]
    [InlineData(1, 3, 3, 3, false, "not seen yet")]
    [InlineData(2, 4, 3, 3, false, "3/3 ready")]
    [InlineData(2, 3, 2, 3, false, "2/3 ready")]
    [InlineData(2, 3, 3, 2, false, "2/3 ready")]
    [InlineData(2, 3, 3, 3, true, "3/3 ready")]
    public void A_deployment_is_done_when_all_its_pods_are_new_and_available(
        long observed, int replicas, int updated, int available, bool done, string text)
    {
        var status = RolloutStatus.Of(new Deployment
        {
            Metadata = new ObjectMeta { Generation = 2 },
            Spec = new DeploymentSpec { Replicas = 3 },
            Status = new DeploymentStatus { ObservedGeneration = observed, Replicas = replicas, UpdatedReplicas = updated, AvailableReplicas = available },
        });
        Assert.Equal((done, text, null), (status.Done, status.Text, status.Failure));
    }

    [Fact]
    public void A_deployment_past_its_deadline_has_failed()
    {
        var condition = new DeploymentCondition { Type = "Progressing", Reason = "ProgressDeadlineExceeded", Message = "too late" };
        Assert.Equal("too late", RolloutStatus.Of(new Deployment { Status = new DeploymentStatus { Conditions = [condition] } }).Failure);
    }
}
