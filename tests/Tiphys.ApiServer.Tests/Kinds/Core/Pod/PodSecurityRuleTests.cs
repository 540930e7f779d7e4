namespace Tiphys.ApiServer.Tests.Kinds.Core;

public sealed class PodSecurityRuleTests
{
    private const string Security = "spec/securityContext";
    private const string User = "Invalid spec.securityContext.windowsOptions.runAsUserName";

    [Theory]
    [InlineData("""[{"name": "", "value": "1"}]""", "Required spec.securityContext.sysctls[0].name")]
    [InlineData("""[{"name": "a..b", "value": "1"}]""", "Invalid spec.securityContext.sysctls[0].name")]
    [InlineData("""[{"name": "net/ipv4/x", "value": "1"}, {"name": "net/ipv4/x", "value": "1"}]""", "Duplicate spec.securityContext.sysctls[1].name")]
    public void Kernel_parameters_are_named_well_and_once(string sysctls, string errors) =>
        Assert.Equal(errors, RuleCheck.OfNew(PodSample.Least, Security + "/sysctls", sysctls));

    [Theory]
    [InlineData("hostNetwork", "net.core.somaxconn", false)]
    [InlineData("hostNetwork", "net/core/somaxconn", false)]
    [InlineData("hostIPC", "kernel.shmall", false)]
    [InlineData("hostIPC", "fs.mqueue.msg_max", false)]
    [InlineData("hostIPC", "net.core.somaxconn", true)]
    [InlineData("hostNetwork", "kernel.shmall", true)]
    public void What_is_shared_with_the_node_is_not_tuned(string host, string name, bool isGood) => Assert.Equal(
        isGood ? "" : "Invalid spec.securityContext.sysctls[0].name",
        RuleCheck.OfNew(RuleCheck.Change(PodSample.Least, "spec/" + host, "true"), Security + "/sysctls", $$"""[{"name": "{{name}}", "value": "1"}]"""));

    [Theory]
    [InlineData("", User)]
    [InlineData("a\\u0001", User)]
    [InlineData("a\\\\b\\\\c", User)]
    [InlineData("\\\\user", User)]
    [InlineData("d.example\\\\", User)]
    [InlineData("...", User)]
    [InlineData("a/b", User)]
    [InlineData("NT AUTHORITY\\\\SYSTEM", "")]
    [InlineData("user", "")]
    public void A_user_of_Windows_has_a_domain_and_a_name(string name, string errors) =>
        Assert.Equal(errors, RuleCheck.OfNew(PodSample.Least, Security + "/windowsOptions", $$"""{"runAsUserName": "{{name}}"}"""));

    [Theory]
    [InlineData("""{"gmsaCredentialSpecName": "A_"}""", "Invalid spec.securityContext.windowsOptions.gmsaCredentialSpecName")]
    [InlineData("""{"gmsaCredentialSpec": ""}""", "Invalid spec.securityContext.windowsOptions.gmsaCredentialSpec")]
    [InlineData("""{"hostProcess": true}""", "Invalid spec.hostNetwork")]
    public void Options_of_Windows_have_forms(string options, string errors) =>
        Assert.Equal(errors, RuleCheck.OfNew(PodSample.Least, Security + "/windowsOptions", options));

    [Fact]
    public void All_containers_or_none_are_processes_of_the_host()
    {
        var pod = RuleCheck.Change(PodSample.Rich, "spec/hostNetwork", "true");
        Assert.Equal("Invalid spec", RuleCheck.OfNew(pod, "spec/containers/0/securityContext", """{"windowsOptions": {"hostProcess": true}}"""));
    }

    [Theory]
    [InlineData("spec/hostPID", "true", "Forbidden spec.hostPID")]
    [InlineData("spec/hostUsers", "true", "Forbidden spec.hostUsers")]
    [InlineData("spec/shareProcessNamespace", "false", "Forbidden spec.shareProcessNamespace")]
    [InlineData("spec/resources", """{"limits": {"cpu": "1"}}""", "Forbidden spec.resources")]
    [InlineData("spec/securityContext/fsGroup", "1", "Forbidden spec.securityContext.fsGroup")]
    [InlineData("spec/securityContext/supplementalGroups", "[]", "Forbidden spec.securityContext.supplementalGroups")]
    [InlineData("spec/containers/0/securityContext", """{"runAsUser": 1, "capabilities": {}}""", "Forbidden spec.containers[0].securityContext.capabilities; Forbidden spec.containers[0].securityContext.runAsUser")]
    public void A_pod_for_Windows_has_nothing_of_Linux(string place, string value, string errors) =>
        Assert.Equal(errors, RuleCheck.OfNew(PodSample.Windows, place, value));

    [Theory]
    [InlineData("linux", "Forbidden spec.securityContext.windowsOptions")]
    [InlineData("plan9", "NotSupported spec.os")]
    [InlineData("", "Required spec.os.name")]
    public void A_pod_for_another_system_has_nothing_of_Windows(string os, string errors) => Assert.Equal(
        errors,
        RuleCheck.OfNew(RuleCheck.Change(PodSample.Least, "spec/os", $$"""{"name": "{{os}}"}"""), Security + "/windowsOptions", "{}"));

    [Theory]
    [InlineData("kubernetes.io/config.mirror", "x", "Invalid metadata.annotations[kubernetes.io/config.mirror]")]
    [InlineData("controller.kubernetes.io/pod-deletion-cost", "08", "Invalid metadata.annotations[controller.kubernetes.io/pod-deletion-cost]")]
    [InlineData("controller.kubernetes.io/pod-deletion-cost", "-8", "")]
    [InlineData("seccomp.security.alpha.kubernetes.io/pod", "localhost/../x", "Invalid metadata.annotations.seccomp.security.alpha.kubernetes.io/pod")]
    [InlineData("container.apparmor.security.beta.kubernetes.io/d", "x", "Invalid metadata.annotations[container.apparmor.security.beta.kubernetes.io/d]; Invalid metadata.annotations[container.apparmor.security.beta.kubernetes.io/d]")]
    [InlineData("scheduler.alpha.kubernetes.io/tolerations", "[", "Invalid metadata.annotations")]
    public void Annotations_with_a_meaning_have_forms(string key, string value, string errors) =>
        Assert.Equal(errors, RuleCheck.OfNew(PodSample.Least, "metadata/annotations", $$"""{"{{key}}": "{{value}}"}"""));

    [Theory]
    [InlineData("seccomp.security.alpha.kubernetes.io/pod", "localhost/a", """{"seccompProfile": {"type": "Localhost", "localhostProfile": "b"}}""", "Forbidden spec.securityContext.seccompProfile.localhostProfile")]
    [InlineData("seccomp.security.alpha.kubernetes.io/pod", "docker/default", """{"seccompProfile": {"type": "RuntimeDefault"}}""", "")]
    [InlineData("container.apparmor.security.beta.kubernetes.io/c", "unconfined", """{"appArmorProfile": {"type": "RuntimeDefault"}}""", "")]
    [InlineData("container.apparmor.security.beta.kubernetes.io/c", "localhost/", """{"appArmorProfile": {"type": "RuntimeDefault"}}""", "Forbidden spec.containers[0].securityContext.appArmorProfile.type")]
    public void Annotations_and_fields_agree(string key, string value, string security, string errors) => Assert.Equal(
        errors,
        RuleCheck.OfNew(RuleCheck.Change(PodSample.Least, "metadata/annotations", $$"""{"{{key}}": "{{value}}"}"""), Security, security));
}
