using Tiphys.Containers.Linux;
using Tiphys.Containers.Store;

namespace Tiphys.Containers.Tests.Runtime;

public sealed class OverlayRootTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tiphys-overlay-").FullName;
    private readonly ContainerPaths _paths;

    public OverlayRootTests()
    {
        _paths = new ContainerPaths(Path.Combine(_directory, "container"));
    }

    public void Dispose()
    {
        if (Directory.Exists(_paths.RootFilesystem))
            Libc.TryUnmount(_paths.RootFilesystem);
        Directory.Delete(_directory, recursive: true);
    }

    [MachineFact]
    public void Few_layers_are_mounted_and_show_in_the_mount_table() => AssertMounted(Layers(3, "layer"), OverlayRoot.Mount, isShown: true);

    [MachineFact]
    public void Many_layers_with_long_names_are_mounted() => AssertMounted(Layers(200, "a-layer-with-a-rather-long-name"), OverlayRoot.Mount);

    [MachineFact]
    public void Names_may_hold_what_separates_options() => AssertMounted(Layers(3, @"a,b:c\d"), OverlayRoot.Mount);

    [MachineFact]
    public void Links_serve_kernels_without_the_newer_calls()
    {
        foreach (var directory in (string[])[_paths.RootFilesystem, _paths.Upper, _paths.Work])
            Directory.CreateDirectory(directory);
        AssertMounted(Layers(200, "a-layer,with:a-rather-long-name"), OverlayRoot.MountThroughLinks);
    }

    [Fact]
    public void Image_without_layers_is_refused() =>
        Assert.Throws<ContainerRuntimeException>(() => OverlayRoot.Mount(_paths, []));

    private string[] Layers(int count, string name) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var layer = Directory.CreateDirectory(Path.Combine(_directory, $"{name}-{i}")).FullName;
        File.WriteAllText(Path.Combine(layer, "top"), $"{i}");
        File.WriteAllText(Path.Combine(layer, $"only-{i}"), "");
        return layer;
    })];

    private void AssertMounted(string[] layers, Action<ContainerPaths, IReadOnlyList<string>> mount, bool isShown = false)
    {
        mount(_paths, layers);
        Assert.Equal("0", File.ReadAllText(Path.Combine(_paths.RootFilesystem, "top")));
        Assert.Equal(layers.Length + 1, Directory.GetFiles(_paths.RootFilesystem).Length);
        File.WriteAllText(Path.Combine(_paths.RootFilesystem, "top"), "changed");
        Assert.Equal("0", File.ReadAllText(Path.Combine(layers[0], "top")));
        if (isShown)
            Assert.All(layers, l => Assert.Contains(l, File.ReadAllText("/proc/self/mountinfo")));
    }
}
