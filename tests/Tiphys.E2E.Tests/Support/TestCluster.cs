using System.Text.Json;

namespace Tiphys.E2E.Tests.Support;

/// <summary>A cluster in a data directory of its own, and kubectl for it.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tiphys-e2e-");

    public string DataDirectory => Path.Combine(_directory.FullName, "data");

    public string Kubeconfig => Path.Combine(_directory.FullName, "kubeconfig");

    public Task<ShellResult> TiphysAsync(params string[] arguments) => Shell.RunAsync(Repository.Program, [.. arguments, "--data-dir", DataDirectory]);

    /// <summary>Starts the cluster and applies manifests.</summary>
    public async Task<ShellResult> UpAsync(params string[] manifests)
    {
        var up = await TiphysAsync(["up", .. manifests, "--kubeconfig", Kubeconfig, "--timeout", "120"]);
        if (up.ExitCode != 0)
        {
            Assert.Fail($"{up.All}\n{(await TiphysAsync("logs")).Out}\n{(await KubectlAsync("get", "pods,events", "-A", "-o", "wide")).All}");
        }

        return up;
    }

    public Task<ShellResult> KubectlAsync(params string[] arguments) => Shell.RunAsync("kubectl", ["--kubeconfig", Kubeconfig, .. arguments]);

    /// <summary>Runs kubectl, which must succeed, and gives its output.</summary>
    public async Task<string> KubectlOutAsync(params string[] arguments) => await KubectlInAsync(null, arguments);

    /// <summary>The same with standard input.</summary>
    public async Task<string> KubectlInAsync(string? input, params string[] arguments)
    {
        var result = await Shell.RunAsync("kubectl", ["--kubeconfig", Kubeconfig, .. arguments], input);
        Assert.True(result.ExitCode == 0, $"kubectl {string.Join(' ', arguments)}: {result.All}");
        return result.Out;
    }

    /// <summary>Reads objects.</summary>
    public async Task<JsonElement> GetAsync(params string[] arguments)
    {
        using var json = JsonDocument.Parse(await KubectlOutAsync(["get", .. arguments, "-o", "json"]));
        return json.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(DataDirectory))
        {
            var down = await TiphysAsync("down", "--purge", "--kubeconfig", Kubeconfig, "--grace-period", "1");
            Assert.True(down.ExitCode == 0, down.All);
        }

        _directory.Delete(recursive: true);
    }
}
