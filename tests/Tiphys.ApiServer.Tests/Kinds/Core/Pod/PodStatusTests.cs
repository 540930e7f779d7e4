namespace Tiphys.ApiServer.Tests.Kinds.Core;

public sealed class PodStatusTests
{
    private const string Ended = """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "harbour"}, "spec": {"nodeName": "n", "restartPolicy": "OnFailure",
          "containers": [{"name": "c", "image": "i", "resources": {"requests": {"x.io/d": "1"}, "limits": {"x.io/d": "1"}}}, {"name": "d", "image": "i"}]},
         "status": {"containerStatuses": [
           {"name": "c", "state": {"terminated": {"exitCode": 0}}}, {"name": "d", "state": {"terminated": {"exitCode": 1}}}]}}
        """;

    [Theory]
    [InlineData("status/podIPs", """[{"ip": "10.0.0.1"}, {"ip": "10.0.0.2"}]""", "Invalid status.podIPs")]
    [InlineData("status/podIPs", """[{"ip": "10.0.0.1"}, {"ip": "fd00::1"}]""", "")]
    [InlineData("status/podIPs", """[{"ip": "x"}, {"ip": "fd00::1"}]""", "Invalid status.podIPs[0]; InternalError status.podIPs; Invalid status.podIPs")]
    [InlineData("status/hostIPs", """[{"ip": "1.1.1.1"}]""", "Invalid status.hostIPs[0].ip")]
    [InlineData("status/nominatedNodeName", "\"m\"", "Forbidden status.nominatedNodeName")]
    [InlineData("status/qosClass", "\"Guaranteed\"", "Invalid status.qosClass")]
    [InlineData("status/conditions", """[{"type": "-", "status": "True", "observedGeneration": -1}]""", "Invalid status.conditions[0].observedGeneration; Invalid status.conditions[0].Type")]
    [InlineData("status/resourceClaimStatuses", """[{"name": "x"}, {"name": "x"}]""", "Invalid status.resourceClaimStatuses[0].name; Invalid status.resourceClaimStatuses[1].name; Duplicate status.resourceClaimStatuses[1].name")]
    [InlineData("status/extendedResourceClaimStatus", "{}", "Required status.extendedResourceClaimStatus.requestMappings; Required status.extendedResourceClaimStatus.resourceClaimName")]
    [InlineData("status/extendedResourceClaimStatus", """{"resourceClaimName": "r", "requestMappings": [{"containerName": "c", "resourceName": "y", "requestName": "a"}, {"containerName": "z", "requestName": "A"}]}""", "Invalid status.extendedResourceClaimStatus.requestMappings[0].resourceName; Invalid status.extendedResourceClaimStatus.requestMappings[1].containerName; Invalid status.extendedResourceClaimStatus.requestName")]
    [InlineData("status/containerStatuses/0/state", """{"running": {}}""", "Forbidden status.containerStatuses[0].state")]
    [InlineData("status/containerStatuses/1/state", """{"running": {}}""", "")]
    [InlineData("status/containerStatuses/0/user", """{"linux": {"uid": -1, "gid": 0}}""", "Invalid status.containerStatuses[0].user.linux.uid")]
    [InlineData("status/containerStatuses/0/allocatedResourcesStatus", """[{"name": "y", "resources": [{"resourceID": "a", "health": "Ill"}, {"resourceID": "a", "health": "Healthy", "message": ""}]}]""", "Invalid status.containerStatuses[0].allocatedResourcesStatus[0].name; NotSupported status.containerStatuses[0].allocatedResourcesStatus[0].resources[0].health; Required status.containerStatuses[0].allocatedResourcesStatus[0].resources[1].message; Duplicate status.containerStatuses[0].allocatedResourcesStatus[0].resources[1].resourceID")]
    [InlineData("status/ephemeralContainerStatuses", """[{"name": "e", "allocatedResourcesStatus": [{"name": "y"}]}]""", "Forbidden status.ephemeralContainerStatuses[0].allocatedResourcesStatus")]
    public void What_a_node_says_is_checked(string place, string value, string errors) => Assert.Equal(errors, RuleCheck.OfUpdate(Ended, place, value, "status"));

    [Theory]
    [InlineData("""[{"action": "Restart", "exitCodes": {"operator": "In", "values": [0]}}]""")]
    [InlineData("""[{"action": "RestartAllContainers", "exitCodes": {"operator": "In", "values": [7]}}]""")]
    public void Rules_of_a_container_let_it_start_again(string rules)
    {
        var pod = RuleCheck.Change(RuleCheck.Change(Ended, "spec/containers/0/restartPolicy", "\"Never\""), "spec/containers/0/restartPolicyRules", rules);
        Assert.Equal("", RuleCheck.OfUpdate(pod, "status/containerStatuses/0/state", """{"running": {}}""", "status"));
    }
}
