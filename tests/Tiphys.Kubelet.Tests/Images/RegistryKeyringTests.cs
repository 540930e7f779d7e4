using Tiphys.Api.Core.V1;
using Tiphys.Containers;
using Tiphys.Kubelet.Images;

namespace Tiphys.Kubelet.Tests.Images;

public sealed class RegistryKeyringTests
{
    [Theory]
    [InlineData("registry.test", "registry.test/app", true)]
    [InlineData("https://registry.test/v2/", "registry.test/app", true)]
    [InlineData("registry.test:5000", "registry.test/app", false)]
    [InlineData("registry.test/team", "registry.test/team/app", true)]
    [InlineData("registry.test/team", "registry.test/teams/app", false)]
    [InlineData("*.test", "registry.test/app", true)]
    [InlineData("*.test", "a.registry.test/app", false)]
    [InlineData("https://index.docker.io/v1/", "busybox", true)]
    [InlineData("docker.io", "me/app", true)]
    public void Key_stands_for_images_of_its_registry(string key, string image, bool matches) =>
        Assert.Equal(matches, Keyring((key, "me")).Find(ImageReference.Parse(image)).Count == 1);

    [Fact]
    public void Longest_path_comes_first()
    {
        var found = Keyring(("registry.test", "all"), ("registry.test/team", "team")).Find(ImageReference.Parse("registry.test/team/app"));
        Assert.Equal(["team", "all"], found.Select(each => each.Username));
    }

    [Fact]
    public void User_and_password_may_be_encoded_as_one()
    {
        var config = """{"auths":{"registry.test":{"auth":"bWU6c2VjcmV0OndpdGg6Y29sb25z"}}}""";
        var found = Assert.Single(RegistryKeyring.Of([Secret(config)]).Find(ImageReference.Parse("registry.test/app")));
        Assert.Equal(("me", "secret:with:colons"), (found.Username, found.Password));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"auths":{"registry.test":{"auth":"###"}}}""")]
    public void Secret_that_cannot_be_read_has_no_credentials(string config) =>
        Assert.Empty(RegistryKeyring.Of([Secret(config)]).Find(ImageReference.Parse("registry.test/app")));

    private static RegistryKeyring Keyring(params (string Key, string User)[] entries) =>
        RegistryKeyring.Of([Secret($"{{\"auths\":{{{string.Join(',', entries.Select(each => $"\"{each.Key}\":{{\"username\":\"{each.User}\",\"password\":\"p\"}}"))}}}}}")]);

    private static Secret Secret(string config) => Api.Core.V1.Secret.Empty with
    {
        Type = "kubernetes.io/dockerconfigjson",
        Data = ApiMap.Of(".dockerconfigjson", ApiBytes.FromUtf8(config)),
    };
}
