using System.Globalization;
using System.Text;
using Tiphys.Api.Core.V1;
using Tiphys.Containers;
using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Volumes.Mounting;

/// <summary>The files in which containers leave word of why they ended: <c>POD/containers/NAME/ATTEMPT</c>.</summary>
internal static class TerminationMessages
{
    private const int MaxBytes = 4096;
    private const uint OpenToAll = 0x1B6; // 0666

    /// <summary>Makes the file of one attempt; null when the container has no path for it.</summary>
    public static ContainerMount? Prepare(string podDirectory, Container container, uint attempt)
    {
        if (container.TerminationMessagePath.Length == 0)
        {
            return null;
        }

        var file = FileOf(podDirectory, container.Name, attempt);
        VolumeDirectories.MakePrivate(Path.GetDirectoryName(file)!);
        using (new FileStream(file, FileMode.OpenOrCreate))
        {
            Native.ChangeMode(file, OpenToAll);
        }

        return new ContainerMount { ContainerPath = container.TerminationMessagePath, HostPath = file };
    }

    /// <summary>What one attempt left, at most 4096 bytes of it; "" when it left nothing.</summary>
    public static string Read(string podDirectory, string containerName, uint attempt)
    {
        try
        {
            using var file = new FileStream(FileOf(podDirectory, containerName, attempt), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var buffer = new byte[MaxBytes];
            return Encoding.UTF8.GetString(buffer, 0, file.ReadAtLeast(buffer, MaxBytes, throwOnEndOfStream: false));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
    }

    /// <summary>Removes the file of an attempt whose container is removed.</summary>
    public static void Remove(string podDirectory, string containerName, uint attempt)
    {
        var file = FileOf(podDirectory, containerName, attempt);
        if (File.Exists(file))
        {
            File.Delete(file);
        }
    }

    private static string FileOf(string podDirectory, string containerName, uint attempt) =>
        Path.Combine(podDirectory, "containers", containerName, attempt.ToString(CultureInfo.InvariantCulture));
}
