namespace Tiphys.E2E.Tests;

/// <summary>Mistakes get one clear line and exit code 1, and start nothing.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("up --listen nonsense", "--listen wants ADDRESS:PORT")]
    [InlineData("up --wrong", "Unrecognized command or argument '--wrong'")]
    [InlineData("up /nowhere.yaml", "there is no manifest /nowhere.yaml")]
    [InlineData("server --components apiserver,kitchen", "not 'kitchen'")]
    public async Task A_mistake_is_named_in_one_line(string arguments, string message)
    {
        await using var cluster = new TestCluster();
        var run = await cluster.TiphysAsync(arguments.Split(' '));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(cluster.DataDirectory));
    }

    [Fact]
    public async Task A_taken_port_is_named_and_nothing_is_started()
    {
        var before = Remains.OfMachine();
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        await using var cluster = new TestCluster();
        var up = await cluster.TiphysAsync("up", "--listen", taken.LocalEndpoint.ToString()!, "--kubeconfig", cluster.Kubeconfig);
        Assert.Equal(1, up.ExitCode);
        Assert.Contains("is taken by another program", up.Error, StringComparison.Ordinal);
        Assert.Equal(before, Remains.OfMachine());
    }

    [Fact]
    public async Task A_manifest_that_the_server_refuses_is_named_with_its_line()
    {
        await using var cluster = new TestCluster();
        var manifest = Path.Combine(Path.GetDirectoryName(cluster.DataDirectory)!, "bad.yaml");
        await File.WriteAllTextAsync(manifest, "\napiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 99999}]}\n");
        var up = await cluster.TiphysAsync("up", manifest, "--kubeconfig", cluster.Kubeconfig);
        Assert.Equal(1, up.ExitCode);
        Assert.Contains("bad.yaml, line 2: service/a:", up.Error, StringComparison.Ordinal);
        Assert.Contains("spec.ports[0].port: Invalid value: 99999", up.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_data_directory_is_left_alone()
    {
        await using var cluster = new TestCluster();
        var store = Path.Combine(cluster.DataDirectory, "store");
        Directory.CreateDirectory(store);
        await File.WriteAllTextAsync(Path.Combine(store, "store.db"), "this is no database, but a letter to someone");
        var up = await cluster.TiphysAsync("up", "--kubeconfig", cluster.Kubeconfig);
        Assert.Equal(1, up.ExitCode);
        Assert.Contains("store", up.Error, StringComparison.Ordinal);
        Assert.Equal("this is no database, but a letter to someone", await File.ReadAllTextAsync(Path.Combine(store, "store.db")));
    }

    [Fact]
    public async Task A_damaged_store_is_told_and_nothing_is_half_started()
    {
        var before = Remains.OfMachine();
        await using var cluster = new TestCluster();
        await cluster.UpAsync();
        Assert.Equal(0, (await cluster.TiphysAsync("down")).ExitCode);
        await File.WriteAllBytesAsync(Path.Combine(cluster.DataDirectory, "store", "store.db"), new byte[8192]);
        var up = await cluster.TiphysAsync("up", "--kubeconfig", cluster.Kubeconfig);
        Assert.Equal(1, up.ExitCode);
        Assert.Contains("store.db", up.Error, StringComparison.Ordinal);
        Assert.Equal(before, Remains.OfMachine());
    }

    [Fact]
    public async Task Damaged_settings_are_told_and_the_cluster_can_still_be_deleted()
    {
        await using var cluster = new TestCluster();
        await cluster.UpAsync();
        await File.WriteAllTextAsync(Path.Combine(cluster.DataDirectory, "cluster.json"), "{");
        var up = await cluster.TiphysAsync("up", "--kubeconfig", cluster.Kubeconfig);
        Assert.Equal(1, up.ExitCode);
        Assert.Contains("cluster.json is damaged: restore it, or delete the cluster with 'tiphys down --purge'", up.Error, StringComparison.Ordinal);
        var down = await cluster.TiphysAsync("down", "--purge", "--kubeconfig", cluster.Kubeconfig);
        Assert.True(down.ExitCode == 0, down.All);
        Assert.False(Directory.Exists(cluster.DataDirectory));
        Assert.DoesNotContain("tiphys", await File.ReadAllTextAsync(cluster.Kubeconfig), StringComparison.Ordinal);
    }
}
