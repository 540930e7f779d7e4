using CsCheck;

namespace Tiphys.Containers.Tests.Images;

public sealed class ImageReferenceTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("busybox", "docker.io/library/busybox:latest")]
    [InlineData("busybox:1.36", "docker.io/library/busybox:1.36")]
    [InlineData("me/app", "docker.io/me/app:latest")]
    [InlineData("docker.io/busybox", "docker.io/library/busybox:latest")]
    [InlineData("index.docker.io/busybox", "docker.io/library/busybox:latest")]
    [InlineData("localhost/app", "localhost/app:latest")]
    [InlineData("localhost:5000/app", "localhost:5000/app:latest")]
    [InlineData("localhost:5000/a/b/c:v1", "localhost:5000/a/b/c:v1")]
    [InlineData("registry.k8s.io/pause:3.10", "registry.k8s.io/pause:3.10")]
    [InlineData("[::1]:5000/app:x", "[::1]:5000/app:x")]
    [InlineData("Registry/app", "Registry/app:latest")]
    [InlineData("a__b/c-d.e---f", "docker.io/a__b/c-d.e---f:latest")]
    [InlineData("app@sha256:" + Hex, "docker.io/library/app@sha256:" + Hex)]
    [InlineData("app:v1@sha256:" + Hex, "docker.io/library/app:v1@sha256:" + Hex)]
    public void Names_are_completed(string text, string expected) => Assert.Equal(expected, ImageReference.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData(":tag")]
    [InlineData("/app")]
    [InlineData("app/")]
    [InlineData("a//b")]
    [InlineData("App")]
    [InlineData("me/App")]
    [InlineData("app:")]
    [InlineData("app:-x")]
    [InlineData("app:a b")]
    [InlineData("app@")]
    [InlineData("app@sha256:123")]
    [InlineData("app@md5:" + Hex)]
    [InlineData("a..b/c/../d")]
    [InlineData("-app")]
    [InlineData("a___b")]
    [InlineData("localhost:port/app")]
    [InlineData("app\n")]
    [InlineData(Hex)]
    [InlineData("https://localhost/app")]
    public void Malformed_names_are_refused(string text)
    {
        Assert.False(ImageReference.TryParse(text, out _));
        Assert.Equal(ImageErrorReason.InvalidReference, Assert.Throws<ImageException>(() => ImageReference.Parse(text)).Reason);
    }

    [Fact]
    public void Names_longer_than_255_characters_are_refused()
    {
        Assert.True(ImageReference.TryParse("localhost/" + new string('a', 245), out _));
        Assert.False(ImageReference.TryParse("localhost/" + new string('a', 246), out _));
    }

    [Fact]
    public void Key_of_a_pinned_reference_has_no_tag() =>
        Assert.Equal("docker.io/library/app@sha256:" + Hex, ImageReference.Parse("app:v1@sha256:" + Hex).Key);

    [Fact]
    public void Parts_survive_composition_and_parsing()
    {
        var component = Gen.Select(Gen.String[Gen.Char["abz019"], 1, 4], Gen.OneOf(".", "_", "__", "-", "--"), Gen.String[Gen.Char["abz019"], 1, 4],
            (a, s, b) => a + s + b);
        var domain = Gen.OneOf("docker.io", "localhost", "localhost:5000", "example.com", "a-b.example:443", "10.0.0.1:5000", "[fe80::1]:80");
        var path = component.Array[2, 4].Select(c => string.Join('/', c));
        var tag = Gen.String[Gen.Char["aZ0_.-"], 1, 20].Select(t => "v" + t);
        var digest = Gen.Byte.Array[32].Select(b => "sha256:" + Convert.ToHexStringLower(b));
        Gen.Select(domain, path, tag, digest, Gen.Int[1, 3]).Sample((d, p, t, g, parts) =>
        {
            var text = $"{d}/{p}" + ((parts & 1) != 0 ? ":" + t : "") + ((parts & 2) != 0 ? "@" + g : "");
            var reference = ImageReference.Parse(text);
            return reference.Domain == d && reference.Path == p && reference.ToString() == text
                && reference.Tag == ((parts & 1) != 0 ? t : null) && reference.Digest?.ToString() == ((parts & 2) != 0 ? g : null)
                && ImageReference.Parse(reference.ToString()) == reference;
        });
    }

    [Fact]
    public void Any_text_is_either_refused_or_normalised_once_and_for_all() =>
        Gen.String[Gen.Char["abAZ09./:@-_[] \n"], 0, 30].Sample(text =>
        {
            if (!ImageReference.TryParse(text, out var reference))
            {
                return;
            }

            Assert.Equal(reference, ImageReference.Parse(reference.ToString()));
            Assert.DoesNotContain("..", reference.Path.Split('/'));
        });
}
