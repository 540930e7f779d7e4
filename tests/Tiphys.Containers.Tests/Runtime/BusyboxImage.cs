using System.Diagnostics;

namespace Tiphys.Containers.Tests.Runtime;

/// <summary>Root file systems made by hand of a static busybox, in place of an image store.</summary>
internal sealed class BusyboxImage : IRootFilesystemProvider
{
    public BusyboxImage(string directory)
    {
        LayerDirectory = directory;
        foreach (var name in (string[])["bin", "etc", "tmp", "proc", "sys", "dev", "root"])
            Directory.CreateDirectory(Path.Combine(directory, name));
        File.Copy("/bin/busybox", Path.Combine(directory, "bin/busybox"));
        foreach (var applet in (string[])["sh", "sleep", "cat", "echo", "id", "ls", "touch", "stty", "nc", "kill", "true", "false", "hostname",
                     "ps", "grep", "dd", "head", "tail", "mount", "ip", "ping", "mkdir", "test", "printf", "env", "wc", "tr", "seq", "readlink", "unshare", "usleep"])
            File.CreateSymbolicLink(Path.Combine(directory, "bin", applet), "busybox");
        File.WriteAllText(Path.Combine(directory, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\nalice:x:1000:1000::/home/alice:/bin/sh\n");
        File.WriteAllText(Path.Combine(directory, "etc/group"), "root:x:0:\nalice:x:1000:\nwheel:x:10:alice\nextra:x:2000:bob,alice\n");
        File.SetUnixFileMode(Path.Combine(directory, "tmp"), (UnixFileMode)0x3FF);
    }

    public string LayerDirectory { get; }

    /// <summary>What the image says of itself.</summary>
    public ImageProcessConfig Config { get; set; } = new() { Command = ["sleep", "1000"] };

    /// <summary>Layers above busybox, topmost first.</summary>
    public IReadOnlyList<string> UpperLayers { get; set; } = [];

    public Task<ContainerRootFilesystem> PrepareAsync(string imageId, CancellationToken cancellationToken) =>
        imageId == "busybox"
            ? Task.FromResult(new ContainerRootFilesystem([.. UpperLayers, LayerDirectory], Config))
            : throw new ContainerRuntimeException(ContainerRuntimeError.NotFound, $"image \"{imageId}\" not found");
}
