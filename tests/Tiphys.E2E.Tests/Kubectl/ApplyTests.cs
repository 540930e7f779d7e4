namespace Tiphys.E2E.Tests.Kubectl;

/// <summary>apply on the client's and on the server's side, its sub-commands, diff and kustomize.</summary>
[Collection(ExampleCollection.Name)]
public sealed class ApplyTests(ExampleCluster example) : KubectlTest(example)
{
    private const string One = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one, labels: {set: s}}\ndata: {k: v}\n";
    private const string Two = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: two, labels: {set: s}}\n";

    [Fact]
    public async Task What_was_applied_is_viewed_edited_and_set()
    {
        await KubectlInAsync(One.Replace("k: v", "k: old", StringComparison.Ordinal), "create", "-f", "-");
        await KubectlInAsync(One, "apply", "set-last-applied", "--create-annotation", "-f", "-");
        Assert.Contains("k: v", await KubectlAsync("apply", "view-last-applied", "configmap", "one"), StringComparison.Ordinal);
        Assert.Equal("old", await FieldAsync("configmap/one", ".data.k"));
        await EditAsync("s/k:/other:/", "apply", "edit-last-applied", "configmap", "one");
        Assert.Contains("other: v", await KubectlAsync("apply", "view-last-applied", "configmap", "one"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prune_deletes_what_is_no_longer_applied()
    {
        await NeedsAsync(25, "prune without beta versions");
        await KubectlInAsync(One + "---\n" + Two, "apply", "-f", "-");
        await KubectlInAsync(One, "apply", "--prune", "-l", "set=s", "--prune-allowlist=core/v1/ConfigMap", "-f", "-");
        Assert.Equal("configmap/one\n", await KubectlAsync("get", "configmap", "-l", "set=s", "-o", "name"));
    }

    [Fact]
    public async Task The_server_side_guards_the_fields_of_others()
    {
        await KubectlInAsync(One, "apply", "--server-side", "--field-manager=first", "-f", "-");
        await KubectlInAsync(One, "apply", "--server-side", "--field-manager=second", "-f", "-");
        var other = One.Replace("k: v", "k: w", StringComparison.Ordinal);
        var refused = await Shell.RunAsync("kubectl", ["--kubeconfig", Cluster.Kubeconfig, "-n", Namespace, "apply", "--server-side", "--field-manager=third", "-f", "-"], other);
        Assert.Contains("Apply failed with 2 conflicts", refused.Error, StringComparison.Ordinal);
        await KubectlInAsync(other, "apply", "--server-side", "--field-manager=third", "--force-conflicts", "-f", "-");
        Assert.Equal("w", await FieldAsync("configmap/one", ".data.k"));
        // first gives up what it owned alone; third keeps the data.
        await KubectlInAsync("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\n", "apply", "--server-side", "--field-manager=first", "-f", "-");
        Assert.Equal("w", await FieldAsync("configmap/one", ".data.k"));
    }

    [Fact]
    public async Task The_server_side_takes_over_from_the_client_side()
    {
        await KubectlInAsync(One, "apply", "-f", "-");
        await KubectlInAsync(One.Replace("k: v", "other: v", StringComparison.Ordinal), "apply", "--server-side", "--force-conflicts", "-f", "-");
        Assert.Equal("v", await FieldAsync("configmap/one", ".data.other"));
        await KubectlInAsync(One, "apply", "--server-side", "--dry-run=server", "-f", "-");
        Assert.Equal("v", await FieldAsync("configmap/one", ".data.other"));
    }

    [Fact]
    public async Task Diff_is_silent_about_what_is_the_same()
    {
        await KubectlInAsync(One, "apply", "-f", "-");
        await KubectlInAsync(One, "diff", "-f", "-");

        // The server writes down what kubectl applied last in its own words, so the first apply of this kind may change the annotation.
        await KubectlInAsync(One, "apply", "--server-side", "--force-conflicts", "-f", "-");
        await KubectlInAsync(One, "diff", "--server-side", "-f", "-");
    }

    [Fact]
    public async Task Diff_finds_a_changed_image()
    {
        await KubectlAsync("create", "deployment", "d", $"--image={Image}", "--replicas=0");
        var changed = (await KubectlAsync("get", "deployment", "d", "-o", "json")).Replace(Image, "hello:2.0", StringComparison.Ordinal);
        var diff = await Shell.RunAsync("kubectl", ["--kubeconfig", Cluster.Kubeconfig, "-n", Namespace, "diff", "-f", "-"], changed);
        Assert.Equal(1, diff.ExitCode);
        Assert.Matches(@"\+\s+- image: hello:2\.0", diff.Out);
    }

    [Fact]
    public async Task A_kustomization_is_built_applied_and_deleted()
    {
        var directory = Directory.CreateTempSubdirectory("tiphys-kustomize-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, "one.yaml"), One);
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, "kustomization.yaml"), "resources: [one.yaml]\nnamePrefix: pre-\n");
            Assert.Contains("name: pre-one", await KubectlAsync("kustomize", directory.FullName), StringComparison.Ordinal);
            await KubectlAsync("apply", "-k", directory.FullName);
            Assert.Equal("v", await FieldAsync("configmap/pre-one", ".data.k"));
            await KubectlAsync("delete", "-k", directory.FullName);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
