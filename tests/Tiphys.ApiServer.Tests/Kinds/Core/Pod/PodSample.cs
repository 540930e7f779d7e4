namespace Tiphys.ApiServer.Tests.Kinds.Core;

/// <summary>Pods that the tests of rules start from.</summary>
internal static class PodSample
{
    public const string Least = """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "harbour"}, "spec": {"containers": [{"name": "c", "image": "i"}]}}
        """;

    public const string Windows = """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "harbour"},
         "spec": {"os": {"name": "windows"}, "containers": [{"name": "c", "image": "i"}]}}
        """;

    public const string Rich = """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "harbour"}, "spec": {
          "resources": {"limits": {"cpu": "4"}},
          "resourceClaims": [{"name": "x", "resourceClaimName": "r"}],
          "containers": [
            {"name": "c", "image": "i", "resources": {"limits": {"cpu": "1", "memory": "1Gi"}, "requests": {"cpu": "500m", "memory": "1Gi"}}},
            {"name": "d", "image": "i"}],
          "initContainers": [{"name": "once", "image": "i", "resources": {"requests": {"cpu": "100m"}}}]}}
        """;
}
