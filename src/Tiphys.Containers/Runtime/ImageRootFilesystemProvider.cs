namespace Tiphys.Containers;

/// <summary>Root file systems out of an image store.</summary>
public sealed class ImageRootFilesystemProvider(IImageService images) : IRootFilesystemProvider
{
    public async Task<ContainerRootFilesystem> PrepareAsync(string imageId, CancellationToken cancellationToken)
    {
        try
        {
            var image = await images.GetImageAsync(imageId, cancellationToken)
                ?? throw new ContainerRuntimeException(ContainerRuntimeError.NotFound, $"image \"{imageId}\" not found");
            var root = await images.PrepareRootFilesystemAsync(image.Id, cancellationToken);
            return new ContainerRootFilesystem(root.LowerDirectories, Convert(image.Config));
        }
        catch (ImageException exception)
        {
            throw new ContainerRuntimeException(exception.Message, exception);
        }
    }

    private static ImageProcessConfig Convert(ImageConfig config) => new()
    {
        User = config.User,
        Environment = config.Env,
        Entrypoint = config.Entrypoint,
        Command = config.Cmd,
        WorkingDirectory = config.WorkingDir,
        StopSignal = config.StopSignal,
    };
}
