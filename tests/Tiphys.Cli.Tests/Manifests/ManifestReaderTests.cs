using Tiphys.Cli.Manifests;

namespace Tiphys.Cli.Tests.Manifests;

public sealed class ManifestReaderTests
{
    [Fact]
    public void Documents_and_lists_are_read_in_order_with_their_lines()
    {
        var objects = ManifestReader.Parse("""
            # nothing yet
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: a, namespace: n}
            data:
              text: |
                 --- no separator
            ---
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: apps/v1, kind: Deployment, metadata: {name: b}}
            - {apiVersion: v1, kind: Service, metadata: {name: c}}
            ---
            """, "m.yaml").ToList();
        Assert.Equal(["configmap/a", "deployment.apps/b", "service/c"], objects.Select(each => each.Title));
        Assert.Equal(["m.yaml, line 3", "m.yaml, line 10", "m.yaml, line 10"], objects.Select(each => each.Source));
        Assert.Equal("n", objects[0].Namespace);
    }

    [Theory]
    [InlineData("kind: Pod\nmetadata: {name: a}", "m.yaml, line 1: apiVersion is missing")]
    [InlineData("\n\napiVersion: v1\nmetadata: {name: a}", "m.yaml, line 3: kind is missing")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {}", "m.yaml, line 1: metadata.name is missing")]
    [InlineData("- a\n- b", "m.yaml, line 1: this is no Kubernetes object (a mapping with apiVersion and kind)")]
    public void What_is_no_object_is_named_with_its_line(string text, string message) =>
        Assert.Equal(message, Assert.Throws<CliException>(() => ManifestReader.Parse(text, "m.yaml").ToList()).Message);

    [Fact]
    public void Broken_YAML_is_named_with_its_file() =>
        Assert.StartsWith("m.yaml, line 1: error converting YAML to JSON", Assert.Throws<CliException>(() => ManifestReader.Parse("a: [b", "m.yaml").ToList()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal("there is no manifest /nowhere.yaml", Assert.Throws<CliException>(() => ManifestReader.Read(["/nowhere.yaml"])).Message);
}
