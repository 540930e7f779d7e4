using Tiphys.Cli.Manifests;

namespace Tiphys.Cli.Tests.Manifests;

public sealed class ManifestBuildsTests
{
    [Fact]
    public void An_annotation_builds_the_image_of_its_container()
    {
        var build = Assert.Single(ManifestBuilds.Of(Deployment("build.tiphys.dev/web: app --build-context tools=/bin --build-arg A=1 --file other/Dockerfile")));
        Assert.Equal("hello:1.0", Assert.Single(build.Tags));
        Assert.Equal("/somewhere/app", build.ContextDirectory);
        Assert.Equal("/somewhere/other/Dockerfile", build.DockerfilePath);
        Assert.Equal("/bin", build.NamedContexts["tools"]);
        Assert.Equal("1", build.BuildArguments["A"]);
    }

    [Theory]
    [InlineData("build.tiphys.dev/api: app", "names the container api, which deployment.apps/hello does not have")]
    [InlineData("build.tiphys.dev/web: app --push", "not '--push'")]
    public void A_wrong_annotation_is_named(string annotation, string message) =>
        Assert.Contains(message, Assert.Throws<CliException>(() => ManifestBuilds.Of(Deployment(annotation))).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_annotation_nothing_is_built() => Assert.Empty(ManifestBuilds.Of(Deployment("other: text")));

    private static IEnumerable<ManifestObject> Deployment(string annotation) => ManifestReader.Parse($$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: hello
          annotations:
            {{annotation}}
        spec:
          template:
            spec:
              containers:
              - {name: web, image: "hello:1.0"}
        """, "/somewhere/hello.yaml");
}
