using Tiphys.Containers.Build;

namespace Tiphys.Containers.Tests.Build;

public sealed class DockerIgnoreTests
{
    [Theory]
    [InlineData("*.md", "README.md", true)]
    [InlineData("*.md", "docs/README.md", false)]
    [InlineData("**/*.md", "docs/a/README.md", true)]
    [InlineData("**/*.md", "README.md", true)]
    [InlineData("docs", "docs/a/b", true)]
    [InlineData("/docs/", "docs/a/b", true)]
    [InlineData("docs/**", "docs/a/b", true)]
    [InlineData("docs", "docs2", false)]
    [InlineData("**/bin", "a/b/bin/x", true)]
    [InlineData("a/**/z", "a/z", true)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("?.txt", "a.txt", true)]
    [InlineData("?.txt", "ab.txt", false)]
    [InlineData("[a-c].txt", "b.txt", true)]
    [InlineData("[^a-c].txt", "b.txt", false)]
    [InlineData("a.txt", "aXtxt", false)]
    [InlineData("# comment", "# comment", false)]
    [InlineData("a\\*", "a*", true)]
    [InlineData("a\\*", "ab", false)]
    [InlineData("x/../docs", "docs", true)]
    public void Patterns_match_as_docker_does(string pattern, string path, bool ignored) =>
        Assert.Equal(ignored, DockerIgnore.Parse(pattern, ".dockerignore").IsIgnored(path));

    [Fact]
    public void Last_matching_pattern_decides()
    {
        var ignore = DockerIgnore.Parse("*\n!src\nsrc/*.tmp\n!src/keep.tmp\n", ".dockerignore");
        Assert.True(ignore.HasExceptions);
        Assert.True(ignore.IsIgnored("README"));
        Assert.False(ignore.IsIgnored("src/a.cs"));
        Assert.True(ignore.IsIgnored("src/a.tmp"));
        Assert.False(ignore.IsIgnored("src/keep.tmp"));
    }

    [Fact]
    public void Malformed_pattern_is_named_with_its_line()
    {
        var error = Assert.Throws<DockerfileException>(() => DockerIgnore.Parse("ok\n[x", ".dockerignore"));
        Assert.StartsWith(".dockerignore:2: ", error.Message);
    }
}
