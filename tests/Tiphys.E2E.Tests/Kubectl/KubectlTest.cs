using System.Text.Json;

namespace Tiphys.E2E.Tests.Kubectl;

/// <summary>
/// The real kubectl against a running cluster: each test in a namespace of its own, and on what commands mean, not on how they print it, so that
/// they hold from kubectl 1.20 on. What a newer one has learned is left out with an older one.
/// </summary>
public abstract class KubectlTest(ExampleCluster example) : IAsyncLifetime
{
    protected const string Image = "hello:1.0";

    private static readonly Lazy<Task<int>> Minor = new(ReadMinorAsync);

    private protected TestCluster Cluster { get; } = example.Cluster;

    protected string Namespace { get; } = $"verbs-{Guid.NewGuid():N}"[..14];

    public virtual async ValueTask InitializeAsync() => await Cluster.KubectlOutAsync("create", "namespace", Namespace);

    public virtual async ValueTask DisposeAsync()
    {
        await Cluster.KubectlOutAsync("delete", "namespace", Namespace, "--wait=false");
        GC.SuppressFinalize(this);
    }

    /// <summary>Leaves the test out with a kubectl before 1.<paramref name="minor"/>.</summary>
    protected static async Task NeedsAsync(int minor, string what) => Assert.SkipUnless(await Minor.Value >= minor, $"{what} came with kubectl 1.{minor}");

    protected Task<string> KubectlAsync(params string[] arguments) => Cluster.KubectlOutAsync(["-n", Namespace, .. arguments]);

    private protected Task<ShellResult> TryAsync(params string[] arguments) => Cluster.KubectlAsync(["-n", Namespace, .. arguments]);

    /// <summary>Runs a command that must fail; gives what it says of why.</summary>
    protected async Task<string> FailAsync(params string[] arguments)
    {
        var run = await TryAsync(arguments);
        Assert.True(run.ExitCode != 0, run.All);
        return run.Error;
    }

    protected Task<string> ApplyAsync(string manifest) => KubectlInAsync(manifest, "apply", "-f", "-");

    /// <summary>Runs a command with standard input.</summary>
    protected Task<string> KubectlInAsync(string input, params string[] arguments) => Cluster.KubectlInAsync(input, ["-n", Namespace, .. arguments]);

    /// <summary>Runs a command that opens an editor, which is sed here.</summary>
    protected async Task EditAsync(string script, params string[] arguments)
    {
        var edited = await Shell.RunAsync("env", [$"KUBE_EDITOR=sed -i {script}", "kubectl", "--kubeconfig", Cluster.Kubeconfig, "-n", Namespace, .. arguments]);
        Assert.True(edited.ExitCode == 0, edited.All);
    }

    protected Task<JsonElement> GetAsync(params string[] arguments) => Cluster.GetAsync([.. arguments, "-n", Namespace]);

    /// <summary>A field of an object, by kubectl's own JSONPath.</summary>
    protected Task<string> FieldAsync(string target, string path) => KubectlAsync("get", target, "-o", $"jsonpath={{{path}}}");

    protected async Task RunPodAsync(string name)
    {
        await KubectlAsync("run", name, $"--image={Image}", "--restart=Never", "--overrides",
            """{"spec":{"terminationGracePeriodSeconds":1,"volumes":[{"name":"tmp","emptyDir":{}}],"containers":[{"name":"NAME","image":"hello:1.0","volumeMounts":[{"name":"tmp","mountPath":"/tmp"}]}]}}""".Replace("NAME", name, StringComparison.Ordinal));
        await KubectlAsync("wait", $"pod/{name}", "--for=condition=Ready", "--timeout=60s");
    }

    private static async Task<int> ReadMinorAsync()
    {
        using var version = JsonDocument.Parse((await Shell.RunAsync("kubectl", ["version", "--client", "-o", "json"])).Out);
        var minor = version.RootElement.GetProperty("clientVersion").GetProperty("minor").GetString()!;
        return int.Parse(minor.TrimEnd('+'), null);
    }
}
