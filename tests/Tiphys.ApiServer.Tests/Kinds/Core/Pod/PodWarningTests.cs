namespace Tiphys.ApiServer.Tests.Kinds.Core;

public sealed class PodWarningTests
{
    private const string Template = """
        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "d", "namespace": "harbour"}, "spec": {"selector": {"matchLabels": {"a": "b"}},
          "template": {"metadata": {"labels": {"a": "b"}}, "spec": {"containers": [{"name": "c", "image": "i"}]}}}}
        """;

    [Theory]
    [InlineData("metadata/name", "\"a.b\"", "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]")]
    [InlineData("spec/nodeSelector", """{"node-role.kubernetes.io/master": ""}""", "spec.nodeSelector[node-role.kubernetes.io/master]: use \"node-role.kubernetes.io/control-plane\" instead")]
    [InlineData("spec/topologySpreadConstraints", """[{"maxSkew": 1, "whenUnsatisfiable": "DoNotSchedule", "topologyKey": "failure-domain.beta.kubernetes.io/zone", "labelSelector": {}}]""", "spec.topologySpreadConstraints[0].topologyKey: failure-domain.beta.kubernetes.io/zone is deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead")]
    [InlineData("spec/affinity", """{"nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 1, "preference": {"matchExpressions": [{"key": "a", "operator": "In", "values": ["-"]}]}}]}}""", "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].values[0]: - is invalid, a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')")]
    [InlineData("spec/volumes", """[{"name": "v", "storageos": {"volumeName": "x"}}]""", "spec.volumes[0].storageOS: deprecated in v1.22, non-functional in v1.25+")]
    [InlineData("spec/volumes", """[{"name": "v", "projected": {"sources": [{"configMap": {"name": "m", "items": [{"key": "a", "path": "x"}]}}, {"secret": {"name": "s", "items": [{"key": "a", "path": "x/y/"}]}}]}}]""", "volume \"v\" (Projected): overlapping paths: \"x/y\" (Secret \"s\") with \"x\" (ConfigMap \"m\")")]
    [InlineData("spec/overhead", """{"memory": "1500m"}""", "spec.overhead[memory]: fractional byte value \"1500m\" is invalid, must be an integer")]
    [InlineData("spec/dnsConfig", """{"nameservers": ["FD00::1"]}""", "spec.dnsConfig.nameservers[0]: IPv6 address \"FD00::1\" should be in RFC 5952 canonical format (\"fd00::1\")")]
    [InlineData("spec/terminationGracePeriodSeconds", "5", "")]
    [InlineData("spec/containers/0/env", """[{"name": "A", "value": "x"}, {"name": "A", "value": "$(A)y"}]""", "")]
    [InlineData("spec/containers/0/ports", """[{"containerPort": 80, "hostPort": 80}, {"containerPort": 80, "hostPort": 81}]""", "")]
    [InlineData("metadata/annotations", """{"container.apparmor.security.beta.kubernetes.io/c": "localhost/x"}""", "metadata.annotations[container.apparmor.security.beta.kubernetes.io/c]: deprecated since v1.30; use the \"appArmorProfile\" field instead")]
    public void A_new_pod_is_warned_of(string place, string value, string warnings) => Assert.Equal(warnings, RuleCheck.WarningsOfNew(PodSample.Least, place, value));

    [Theory]
    [InlineData("spec/template/metadata/annotations", """{"container.seccomp.security.alpha.kubernetes.io/c": "unconfined"}""", "spec.template.metadata.annotations[container.seccomp.security.alpha.kubernetes.io/c]: non-functional in v1.27+; use the \"seccompProfile\" field instead")]
    [InlineData("spec/template/spec/terminationGracePeriodSeconds", "-1", "spec.template.spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1")]
    public void A_template_is_warned_of_at_its_place(string place, string value, string warnings) => Assert.Equal(warnings, RuleCheck.WarningsOfNew(Template, place, value));
}
