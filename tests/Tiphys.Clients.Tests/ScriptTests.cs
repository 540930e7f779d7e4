namespace Tiphys.Clients.Tests;

/// <summary>The official clients of other languages: each script says what it found to hold, and fails at the first that does not.</summary>
[Collection(ExampleCollection.Name)]
public sealed class ScriptTests(ExampleCluster example)
{
    private static readonly string Scripts = Path.Combine(Repository.Root, "tests", "Tiphys.Clients.Tests", "Scripts");

    // Where ./test installs them.
    private static readonly string Packages = Path.Combine(Repository.Root, "artifacts", "clients", "javascript");

    [Fact]
    public async Task The_Python_client_works() => await RunAsync("py", "/usr/bin/python3", Path.Combine(Scripts, "client.py"));

    [Fact]
    public async Task The_JavaScript_client_works()
    {
        Assert.True(Directory.Exists(Path.Combine(Packages, "node_modules")), "The packages are missing: './test Clients' installs them.");
        await RunAsync("js", "env", $"CLIENT_PACKAGES={Packages}", "node", Path.Combine(Scripts, "javascript", "client.mjs"));
    }

    private async Task RunAsync(string ns, string program, params string[] arguments)
    {
        var cluster = example.Cluster;
        await cluster.KubectlOutAsync("create", "namespace", ns);
        var run = await Shell.RunAsync(program, [.. arguments, cluster.Kubeconfig, ns, "hello:1.0"]);
        Assert.True(run.ExitCode == 0, run.All);
        Assert.Contains("holds: exec tells the exit code", run.Out, StringComparison.Ordinal);
        await cluster.KubectlOutAsync("delete", "namespace", ns, "--wait=false");
    }
}
