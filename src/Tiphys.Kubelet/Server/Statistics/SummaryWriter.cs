using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Tiphys.Containers;

namespace Tiphys.Kubelet.Server.Statistics;

/// <summary>Writes statistics in the form of <c>k8s.io/kubelet/pkg/apis/stats/v1alpha1</c>.</summary>
internal sealed class SummaryWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);
    private readonly Utf8JsonWriter _json;
    private readonly CpuRates _rates;
    private readonly bool _onlyCpuAndMemory;

    /// <param name="rates">What of earlier looks is known.</param>
    /// <param name="onlyCpuAndMemory">Leaves all else out.</param>
    public SummaryWriter(CpuRates rates, bool onlyCpuAndMemory)
    {
        (_rates, _onlyCpuAndMemory) = (rates, onlyCpuAndMemory);
        _json = new Utf8JsonWriter(_bytes);
        _json.WriteStartObject();
    }

    public void Node(string name, DateTimeOffset since, CgroupStats usage, DriveInfo? disk)
    {
        _json.WriteStartObject("node");
        _json.WriteString("nodeName", name);
        Time("startTime", since);
        Usage("node", usage);
        if (disk is not null && !_onlyCpuAndMemory)
        {
            Disk("fs", usage.Timestamp, disk);
            _json.WriteStartObject("runtime");
            Disk("imageFs", usage.Timestamp, disk);
            Disk("containerFs", usage.Timestamp, disk);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.WriteStartArray("pods");
    }

    public void Pod(PodReference pod, PodSandboxInfo sandbox, PodSandboxStats stats, IReadOnlyList<(ContainerStatus Status, ContainerStats Stats)> containers)
    {
        _json.WriteStartObject();
        _json.WriteStartObject("podRef");
        _json.WriteString("name", pod.Name);
        _json.WriteString("namespace", pod.Namespace);
        _json.WriteString("uid", pod.Uid);
        _json.WriteEndObject();
        Time("startTime", sandbox.CreatedAt);
        _json.WriteStartArray("containers");
        foreach (var (status, usage) in containers)
        {
            Container(status, usage);
        }

        _json.WriteEndArray();
        Usage(sandbox.Id, stats.Resources);
        if (!_onlyCpuAndMemory)
        {
            Network(stats);
            Number("process_stats", "process_count", stats.Resources.ProcessCount);
        }

        _json.WriteEndObject();
    }

    public ReadOnlyMemory<byte> Finish()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        return _bytes.WrittenMemory;
    }

    public void Dispose() => _json.Dispose();

    private void Container(ContainerStatus status, ContainerStats stats)
    {
        _json.WriteStartObject();
        _json.WriteString("name", PodContainers.Read(status.Config.Labels)?.Container ?? status.Config.Metadata.Name);
        Time("startTime", status.StartedAt ?? status.CreatedAt);
        Usage(status.Id, stats.Resources);
        if (!_onlyCpuAndMemory && stats.WritableLayer is { } layer)
        {
            _json.WriteStartObject("rootfs");
            Time("time", layer.Timestamp);
            _json.WriteNumber("usedBytes", layer.UsedBytes);
            _json.WriteNumber("inodesUsed", layer.InodesUsed);
            _json.WriteEndObject();
        }

        if (!_onlyCpuAndMemory && status.LogPath.Length > 0)
        {
            Logs(status.LogPath, stats.Resources.Timestamp);
        }

        _json.WriteEndObject();
    }

    private void Usage(string id, CgroupStats usage)
    {
        _json.WriteStartObject("cpu");
        Time("time", usage.Timestamp);
        Number("usageNanoCores", _rates.Of(id, usage));
        Number("usageCoreNanoSeconds", usage.CpuUsageNanoseconds);
        _json.WriteEndObject();
        _json.WriteStartObject("memory");
        Time("time", usage.Timestamp);
        Number("availableBytes", usage.MemoryAvailableBytes);
        Number("usageBytes", usage.MemoryUsageBytes);
        Number("workingSetBytes", usage.MemoryWorkingSetBytes);
        Number("rssBytes", usage.MemoryRssBytes);
        Number("pageFaults", usage.PageFaults);
        Number("majorPageFaults", usage.MajorPageFaults);
        _json.WriteEndObject();
        _json.WriteStartObject("swap");
        Time("time", usage.Timestamp);
        Number("swapUsageBytes", usage.SwapUsageBytes);
        _json.WriteEndObject();
    }

    private void Network(PodSandboxStats stats)
    {
        if (stats.Interfaces.Count == 0)
        {
            return;
        }

        var main = stats.Interfaces.FirstOrDefault(each => each.Name == "eth0") ?? stats.Interfaces[0];
        _json.WriteStartObject("network");
        Time("time", stats.Resources.Timestamp);
        Interface(main);
        _json.WriteStartArray("interfaces");
        foreach (var each in stats.Interfaces)
        {
            _json.WriteStartObject();
            Interface(each);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void Interface(NetworkInterfaceUsage usage)
    {
        _json.WriteString("name", usage.Name);
        _json.WriteNumber("rxBytes", usage.ReceivedBytes);
        _json.WriteNumber("rxErrors", usage.ReceiveErrors);
        _json.WriteNumber("txBytes", usage.SentBytes);
        _json.WriteNumber("txErrors", usage.SendErrors);
    }

    private void Logs(string path, DateTimeOffset time)
    {
        var file = new FileInfo(path);
        if (file.Exists)
        {
            _json.WriteStartObject("logs");
            Time("time", time);
            _json.WriteNumber("usedBytes", file.Length);
            _json.WriteEndObject();
        }
    }

    private void Disk(string name, DateTimeOffset time, DriveInfo disk)
    {
        _json.WriteStartObject(name);
        Time("time", time);
        _json.WriteNumber("availableBytes", disk.AvailableFreeSpace);
        _json.WriteNumber("capacityBytes", disk.TotalSize);
        _json.WriteNumber("usedBytes", disk.TotalSize - disk.TotalFreeSpace);
        _json.WriteEndObject();
    }

    private void Time(string name, DateTimeOffset time) =>
        _json.WriteString(name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    private void Number(string name, ulong? value)
    {
        if (value is { } known)
        {
            _json.WriteNumber(name, known);
        }
    }

    private void Number(string group, string name, ulong? value)
    {
        _json.WriteStartObject(group);
        Number(name, value);
        _json.WriteEndObject();
    }
}
