using Tiphys.Api.ApiRegistration.V1;

namespace Tiphys.ApiServer.Tests.Kinds.ApiRegistration;

public sealed class APIServiceTests
{
    private const string Remote = """
        {"apiVersion": "apiregistration.k8s.io/v1", "kind": "APIService", "metadata": {"name": "v1.a.io"}, "spec": {"group": "a.io", "version": "v1",
          "groupPriorityMinimum": 100, "versionPriority": 10, "service": {"name": "s", "namespace": "n"}, "insecureSkipTLSVerify": true}}
        """;

    private const string Local = """
        {"apiVersion": "apiregistration.k8s.io/v1", "kind": "APIService", "metadata": {"name": "v1.a.io"},
         "spec": {"group": "a.io", "version": "v1", "groupPriorityMinimum": 100, "versionPriority": 10}}
        """;

    [Theory]
    [InlineData("metadata/name", "\"v2.a.io\"", "Invalid metadata.name")]
    [InlineData("metadata/name", "\"a/b\"", "Invalid metadata.name")]
    [InlineData("spec/group", null, "Invalid metadata.name")]
    [InlineData("spec/version", "\"1\"", "Invalid metadata.name; Invalid spec.version")]
    [InlineData("spec/groupPriorityMinimum", "20001", "Invalid spec.groupPriorityMinimum")]
    [InlineData("spec/versionPriority", "0", "Invalid spec.versionPriority")]
    [InlineData("spec/service", "{}", "Required spec.service.namespace; Required spec.service.name")]
    [InlineData("spec/service/port", "70000", "Invalid spec.service.port")]
    [InlineData("spec/caBundle", "\"QUFB\"", "Invalid spec.insecureSkipTLSVerify")]
    [InlineData("spec/service", null, "Invalid spec.insecureSkipTLSVerify")]
    public void A_new_one_is_checked(string place, string? value, string errors) => Assert.Equal(errors, RuleCheck.OfNew(Remote, place, value));

    [Fact]
    public void A_local_one_has_no_certificates() => Assert.Equal("Invalid spec.caBundle", RuleCheck.OfNew(Local, "spec/caBundle", "\"QUFB\""));

    [Fact]
    public void A_local_one_is_available_at_once_and_a_remote_one_is_not()
    {
        Assert.Equal("Local", Assert.Single(Created(Local).Status.Conditions).Reason);
        Assert.Empty(Created(Remote).Status.Conditions);
    }

    [Fact]
    public void A_service_is_reached_at_the_port_of_https() => Assert.Equal(443, Created(Remote).Spec.Service!.Port);

    [Fact]
    public void A_status_tells_true_false_or_unknown() =>
        Assert.Equal("NotSupported status.conditions[0].status", RuleCheck.OfUpdate(Local, "status", """{"conditions": [{"type": "Available", "status": "Maybe"}]}""", "status"));

    private static APIService Created(string json)
    {
        var (strategy, value) = RuleCheck.Read(json);
        return (APIService)strategy.PrepareForCreate(RuleCheck.Context(""), strategy.Default(value));
    }
}
