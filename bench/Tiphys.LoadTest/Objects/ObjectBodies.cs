using System.Globalization;
using System.Text;

namespace Tiphys.LoadTest.Objects;

/// <summary>Bodies of the objects that scenarios write.</summary>
internal static class ObjectBodies
{
    /// <summary>A pending pod of about so many bytes, such as a Deployment makes: owner, labels, two containers, probes, volumes.</summary>
    public static byte[] Pod(string name, int size)
    {
        var pod = PodText(name, "");
        var missing = Math.Max(0, size - Encoding.UTF8.GetByteCount(pod));
        return Encoding.UTF8.GetBytes(PodText(name, new string('x', missing)));
    }

    public static byte[] ConfigMap(string name, int size, string value = "") => Encoding.UTF8.GetBytes(
        $$$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{{name}}}}"},"data":{"value":"{{{{value}}}}","text":"{{{{new string('x', Math.Max(0, size - 120))}}}}"}}""");

    public static byte[] Lease(string name, string version, DateTimeOffset renewed) => Encoding.UTF8.GetBytes(
        $$$$"""
        {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"{{{{name}}}}","resourceVersion":"{{{{version}}}}"},
        "spec":{"holderIdentity":"{{{{name}}}}","leaseDurationSeconds":40,"renewTime":"{{{{renewed.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)}}}}"}}
        """);

    public static byte[] Namespace(string name) => Encoding.UTF8.GetBytes($$$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{{name}}}}"}}""");

    public static byte[] ServiceAccount() => """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"default"}}"""u8.ToArray();

    private static string PodText(string name, string padding) =>
        $$$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{{name}}}}","labels":{"app":"web","pod-template-hash":"6d5f8c7b9","tier":"front"},
        "annotations":{"example.com/padding":"{{{{padding}}}}"}},
        "spec":{"nodeSelector":{"example.com/none":"none"},"terminationGracePeriodSeconds":30,
        "containers":[{"name":"web","image":"registry.example.com/team/web:1.2.3","ports":[{"name":"http","containerPort":8080}],
        "env":[{"name":"A","value":"1"},{"name":"POD","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}],
        "resources":{"requests":{"cpu":"10m","memory":"16Mi"},"limits":{"memory":"64Mi"}},
        "readinessProbe":{"httpGet":{"path":"/healthz","port":"http"},"periodSeconds":5}},
        {"name":"side","image":"registry.example.com/team/side:2.0.0","args":["--verbose"],"resources":{"requests":{"cpu":"5m","memory":"8Mi"}}}],
        "volumes":[{"name":"data","emptyDir":{}}]}}
        """;
}
