using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Tiphys.LoadTest.Measuring;

namespace Tiphys.LoadTest.Scenarios;

/// <summary>Pods on a real node: how long from a write until the watch shows what it leads to. For a kubelet with the image present.</summary>
internal abstract class PodLife : Scenario
{
    /// <summary>One operation on a pod of this name, which does not exist before it and need not after it.</summary>
    /// <returns>The time that counts.</returns>
    protected abstract Task<TimeSpan> OperateAsync(LoadTarget target, PodWatch watch, string name, CancellationToken cancellationToken);

    public override async Task<LatencyRecorder> RunAsync(LoadTarget target, TimeSpan duration, CancellationToken cancellationToken)
    {
        var recorder = new LatencyRecorder();
        await using var watch = await PodWatch.OpenAsync(target, PathOf(target, "pods"), cancellationToken);
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            var name = $"life-{Guid.NewGuid():N}"[..20];
            recorder.Add(await OperateAsync(target, watch, name, cancellationToken), 0);
            await target.SendAsync(0, HttpMethod.Delete, PathOf(target, "pods", name) + "?gracePeriodSeconds=0", default, null, cancellationToken);
        }

        return recorder;
    }

    /// <summary>Makes a pod and waits until its container runs.</summary>
    /// <returns>The container's id.</returns>
    protected static async Task<string> StartAsync(LoadTarget target, PodWatch watch, string name, CancellationToken cancellationToken)
    {
        var body = $$$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{{name}}}}"},"spec":{"terminationGracePeriodSeconds":1,"containers":[{"name":"c","image":"{{{{target.Options.Image}}}}"}]}}
            """;
        await target.SendAsync(0, HttpMethod.Post, PathOf(target, "pods"), Encoding.UTF8.GetBytes(body), "application/json", cancellationToken);
        return await watch.RunningAsync(name, different: "", cancellationToken);
    }
}

/// <summary>From the write that makes a pod until the watch shows it running.</summary>
internal sealed class PodStart : PodLife
{
    protected override async Task<TimeSpan> OperateAsync(LoadTarget target, PodWatch watch, string name, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await StartAsync(target, watch, name, cancellationToken);
        return Stopwatch.GetElapsedTime(start);
    }
}

/// <summary>From the end of a container's first process, killed on this machine, until the watch shows its successor running.</summary>
internal sealed class PodRestart : PodLife
{
    protected override async Task<TimeSpan> OperateAsync(LoadTarget target, PodWatch watch, string name, CancellationToken cancellationToken)
    {
        var container = await StartAsync(target, watch, name, cancellationToken);
        using var process = Process.GetProcessById(PidOf(container[(container.LastIndexOf('/') + 1)..]));
        var start = Stopwatch.GetTimestamp();
        process.Kill();
        await watch.RunningAsync(name, container, cancellationToken);
        return Stopwatch.GetElapsedTime(start);
    }

    private static int PidOf(string id) => (
        from directory in Directory.EnumerateDirectories("/proc")
        let file = Path.GetFileName(directory)
        where file.All(char.IsAsciiDigit) && CgroupOf(directory).Contains(id, StringComparison.Ordinal)
        select int.Parse(file, System.Globalization.CultureInfo.InvariantCulture)).Min();

    private static string CgroupOf(string directory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, "cgroup"));
        }
        catch (IOException)
        {
            return "";
        }
    }
}

/// <summary>A watch of a namespace's pods that can be waited on.</summary>
internal sealed class PodWatch : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private PodWatch(HttpResponseMessage response, StreamReader reader)
    {
        _response = response;
        _reader = reader;
    }

    public static async Task<PodWatch> OpenAsync(LoadTarget target, string path, CancellationToken cancellationToken)
    {
        using var request = target.Request(HttpMethod.Get, path + "?watch=true&resourceVersion=0");
        var response = await target.Of(0).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        return new PodWatch(response, new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken)));
    }

    /// <summary>Waits until a pod's container runs, and is another than the one named.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> RunningAsync(string name, string different, CancellationToken cancellationToken)
    {
        while (await _reader.ReadLineAsync(cancellationToken) is { } line)
        {
            using var notice = JsonDocument.Parse(line);
            var pod = notice.RootElement.GetProperty("object");
            if (pod.GetProperty("metadata").GetProperty("name").GetString() == name
                && pod.TryGetProperty("status", out var status)
                && status.TryGetProperty("containerStatuses", out var containers)
                && containers[0].GetProperty("state").TryGetProperty("running", out _)
                && containers[0].GetProperty("containerID").GetString() is { } id && id != different)
            {
                return id;
            }
        }

        throw new HttpRequestException("the watch ended");
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
