using Tiphys.Client.Configuration;

namespace Tiphys.Client.Tests.Configuration;

public sealed class KubeconfigFileTests : IDisposable
{
    private const string Added = """
        apiVersion: v1
        kind: Config
        clusters: [{name: t, cluster: {server: "https://127.0.0.1:6443"}}]
        users: [{name: t, user: {token: secret}}]
        contexts: [{name: t, context: {cluster: t, user: t}}]
        current-context: t
        """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kubeconfig");

    private string Config => Path.Combine(_directory.FullName, "sub", "config");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_new_file_is_made_for_its_owner_only()
    {
        KubeconfigFile.Merge(Config, "mine", Added);
        var config = Kubeconfig.Load(Config);
        Assert.Equal("mine", config.CurrentContext);
        Assert.Equal("secret", config.Resolve().Token);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Config));
        }
    }

    [Fact]
    public void Other_entries_and_unknown_fields_stay()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Config)!);
        File.WriteAllText(Config, """
            apiVersion: v1
            kind: Config
            preferences: {colors: true}
            clusters: [{name: other, cluster: {server: "http://other"}}, {name: mine, cluster: {server: "http://old"}}]
            users: [{name: other, user: {exec: {command: login}}}]
            contexts: [{name: other, context: {cluster: other, user: other, namespace: "007"}}]
            current-context: other
            """);
        KubeconfigFile.Merge(Config, "mine", Added);
        var config = Kubeconfig.Load(Config);
        Assert.Equal(["mine", "other"], config.Contexts.Order());
        Assert.Equal("https://127.0.0.1:6443/", config.Resolve().Server.ToString());
        var text = File.ReadAllText(Config);
        Assert.Contains("colors: true", text, StringComparison.Ordinal);
        Assert.Contains("command: login", text, StringComparison.Ordinal);
        Assert.Contains("namespace: \"007\"", text, StringComparison.Ordinal);

        Assert.True(KubeconfigFile.Remove(Config, "mine", "https://127.0.0.1:6443"));
        Assert.Equal(["other"], Kubeconfig.Load(Config).Contexts);
        Assert.Equal("", Kubeconfig.Load(Config).CurrentContext);
    }

    [Fact]
    public void The_context_of_another_cluster_is_not_removed()
    {
        KubeconfigFile.Merge(Config, "mine", Added);
        Assert.False(KubeconfigFile.Remove(Config, "mine", "https://127.0.0.1:7777"));
        Assert.Equal(["mine"], Kubeconfig.Load(Config).Contexts);
    }

    [Fact]
    public void What_is_no_kubeconfig_is_left_alone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Config)!);
        File.WriteAllText(Config, "[1, 2]");
        Assert.Throws<KubeconfigException>(() => KubeconfigFile.Merge(Config, "mine", Added));
        Assert.Equal("[1, 2]", File.ReadAllText(Config));
    }
}
