using System.Collections.Concurrent;
using System.Text;
using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Containers;

/// <summary>
/// What an ended container left to say: the end of its message file (4096 bytes), or of its log (80 lines, 2048 bytes) when it failed without
/// a message and wants that. Each is read once (upstream: pkg/kubelet/kuberuntime/kuberuntime_container.go).
/// </summary>
internal sealed class TerminationMessages
{
    public const int MaximumLength = 4096;
    public const int MaximumLogLength = 2048;
    private const int MaximumLogLines = 80;

    private readonly ConcurrentDictionary<string, string> _messages = new();

    /// <summary>Makes the file that a container writes its message to, and gives its mount.</summary>
    public static Cri.ContainerMount CreateFile(Container container, string podDirectory)
    {
        var directory = Path.Combine(podDirectory, "containers", container.Name);
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, Guid.NewGuid().ToString("n")[..8]);
        File.WriteAllBytes(path, []);
        // Whatever user the container runs as must be able to write.
        File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        return new Cri.ContainerMount { HostPath = path, ContainerPath = container.TerminationMessagePath };
    }

    /// <summary>Reads what ended containers have left.</summary>
    public async Task LoadAsync(IEnumerable<Cri.ContainerStatus> containers, CancellationToken cancellationToken)
    {
        foreach (var container in containers.Where(each => each.State == Cri.ContainerState.Exited && !_messages.ContainsKey(each.Id)))
        {
            _messages[container.Id] = await ReadAsync(container, cancellationToken);
        }
    }

    /// <summary>Whether what these containers have left was read.</summary>
    public bool HaveAll(IEnumerable<Cri.ContainerStatus> containers) =>
        containers.All(each => each.State != Cri.ContainerState.Exited || _messages.ContainsKey(each.Id));

    /// <summary>The engine's own message and that of the container.</summary>
    public string Of(Cri.ContainerStatus container) => _messages.GetValueOrDefault(container.Id, container.Message);

    public void Forget(string containerId) => _messages.TryRemove(containerId, out _);

    private static async Task<string> ReadAsync(Cri.ContainerStatus container, CancellationToken cancellationToken)
    {
        var annotations = container.Config.Annotations;
        var message = ReadFile(container, annotations.GetValueOrDefault(KubeletLabels.TerminationMessagePath, ""));
        if (message.Length == 0
            && container.ExitCode != 0
            && container.Reason != Cri.ContainerExitReason.StartError
            && annotations.GetValueOrDefault(KubeletLabels.TerminationMessagePolicy) == TerminationMessagePolicy.FallbackToLogsOnError)
        {
            message = await ReadLogAsync(container.LogPath, cancellationToken);
        }

        return message.Length > 0 && container.Message.Length > 0 ? $"{container.Message}: {message}" : container.Message + message;
    }

    private static string ReadFile(Cri.ContainerStatus container, string path)
    {
        var mount = path.Length == 0 ? null : container.Config.Mounts.FirstOrDefault(each => each.ContainerPath == path);
        if (mount is null || !File.Exists(mount.HostPath))
        {
            return "";
        }

        try
        {
            using var file = File.OpenRead(mount.HostPath);
            file.Seek(-Math.Min(file.Length, MaximumLength), SeekOrigin.End);
            var content = new byte[MaximumLength];
            return Encoding.UTF8.GetString(content, 0, file.ReadAtLeast(content, MaximumLength, throwOnEndOfStream: false));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"Error on reading termination log {mount.HostPath}: {error.Message}";
        }
    }

    private static async Task<string> ReadLogAsync(string path, CancellationToken cancellationToken)
    {
        if (path.Length == 0 || !File.Exists(path))
        {
            return "";
        }

        try
        {
            using var output = new MemoryStream();
            await Cri.ContainerLogReader.ReadAsync(path, new Cri.LogReadOptions { TailLines = MaximumLogLines }, output, output, null, cancellationToken);
            var content = output.ToArray();
            return Encoding.UTF8.GetString(content[^Math.Min(content.Length, MaximumLogLength)..]);
        }
        catch (IOException error)
        {
            return $"Error on reading termination message from logs: {error.Message}";
        }
    }
}
