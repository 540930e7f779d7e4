using Tiphys.Api.Core.V1;
using Tiphys.Containers;
using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Volumes.Kinds;

/// <summary>Makes sure that an image is on this node, by its pull policy and with the secrets of the pod.</summary>
/// <returns>The image's ID.</returns>
internal delegate Task<string> EnsureImage(Pod pod, string reference, string pullPolicy, CancellationToken cancellationToken);

/// <summary>Volumes that show the files of an image, read-only.</summary>
internal sealed class ImageVolumes(IImageService images, EnsureImage ensure)
{
    public async Task SetUpAsync(string directory, ImageVolumeSource source, Pod pod, CancellationToken cancellationToken)
    {
        if (Directory.Exists(directory) && Mounts.IsMounted(directory))
        {
            return;
        }

        var id = await ensure(pod, source.Reference, source.PullPolicy, cancellationToken);
        var filesystem = await images.PrepareRootFilesystemAsync(id, cancellationToken);
        VolumeMounting.MakeDirectory(directory);
        Mount(directory, filesystem.LowerDirectories);
    }

    private static void Mount(string directory, IReadOnlyList<string> layers)
    {
        if (layers.Count == 1)
        {
            VolumeMounting.Bind(layers[0], directory, readOnly: true);
            return;
        }

        // Through descriptors, because the paths of many layers would not fit into the one page that options may have.
        var places = layers.Select(Native.OpenPlace).ToArray();
        try
        {
            Native.Mount("overlay", directory, "overlay", Native.ReadOnly, $"lowerdir={string.Join(':', places.Select(Native.DescriptorPath))}");
        }
        finally
        {
            Array.ForEach(places, place => place.Dispose());
        }
    }
}
