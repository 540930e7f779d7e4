using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Layers;
using Tiphys.Containers.Registry;
using Tiphys.Containers.Tests.Images;

namespace Tiphys.Containers.Tests.Runtime;

public sealed class ImageRootFilesystemTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tiphys-images-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [MachineFact]
    public async Task Image_of_the_store_runs_as_it_says()
    {
        using var store = ImageStore.Open(Path.Combine(_directory, "store"));
        var image = TestImage.Of(
            LayerCompression.Gzip,
            c => c with { Config = c.Config! with { Entrypoint = ["/busybox", "sh", "-c", "/busybox cat /lower /upper; echo $FROM"], Cmd = [], Env = ["FROM=image"] } },
            LayerTar.With.File("lower", "hidden\n").File("busybox"),
            LayerTar.With.File("lower", "lower\n").File("upper", "upper\n"));
        await image.AddToAsync(store, "test:1");
        using var puller = new ImagePuller(store, new RegistryOptions(), NullLogger<ImagePuller>.Instance);
        await using var engine = await Engine.OpenAsync(new ImageRootFilesystemProvider(new ImageService(store, puller)));
        var config = Engine.Config() with
        {
            ImageId = image.Id,
            Mounts = [new ContainerMount { HostPath = "/bin/busybox", ContainerPath = "/busybox", ReadOnly = true }],
        };

        var (status, output) = await engine.RunAsync(config);

        Assert.Equal(("lower\nupper\nimage\n", 0), (output, status.ExitCode));
        var error = await Assert.ThrowsAsync<ContainerRuntimeException>(() => engine.CreateAsync(config with { ImageId = "sha256:" + new string('0', 64) }));
        Assert.Equal(ContainerRuntimeError.NotFound, error.Error);
    }
}
