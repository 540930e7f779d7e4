using System.Text.Json.Serialization;

namespace Tiphys.Containers.Oci;

// The part of the OCI runtime-spec's config.json that the engine uses, in the specification's own names.

internal sealed record OciSpec
{
    public string OciVersion { get; init; } = "1.0.2";
    public required OciProcess Process { get; init; }
    public required OciRoot Root { get; init; }
    public IReadOnlyList<OciMount> Mounts { get; init; } = [];
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
    public required OciLinux Linux { get; init; }
}

internal sealed record OciProcess
{
    public bool Terminal { get; init; }
    public OciConsoleSize? ConsoleSize { get; init; }
    public required OciUser User { get; init; }
    public required IReadOnlyList<string> Args { get; init; }
    public IReadOnlyList<string> Env { get; init; } = [];
    public required string Cwd { get; init; }
    public OciCapabilities? Capabilities { get; init; }
    public IReadOnlyList<OciRlimit>? Rlimits { get; init; }
    public bool NoNewPrivileges { get; init; }
    public string? ApparmorProfile { get; init; }
    public int? OomScoreAdj { get; init; }
}

internal sealed record OciConsoleSize(uint Height, uint Width);

internal sealed record OciUser(long Uid, long Gid, IReadOnlyList<long>? AdditionalGids);

internal sealed record OciCapabilities(
    IReadOnlyList<string> Bounding,
    IReadOnlyList<string> Effective,
    IReadOnlyList<string> Permitted,
    IReadOnlyList<string>? Inheritable,
    IReadOnlyList<string>? Ambient);

internal sealed record OciRlimit(string Type, ulong Hard, ulong Soft);

internal sealed record OciRoot(string Path, [property: JsonPropertyName("readonly")] bool ReadOnly);

internal sealed record OciMount(string Destination, string Type, string Source, IReadOnlyList<string> Options);

internal sealed record OciLinux
{
    public required IReadOnlyList<OciNamespace> Namespaces { get; init; }
    public string? CgroupsPath { get; init; }
    public OciResources? Resources { get; init; }
    public IReadOnlyList<OciDevice>? Devices { get; init; }
    public string? RootfsPropagation { get; init; }
    public SeccompProfile? Seccomp { get; init; }
    public IReadOnlyList<string>? MaskedPaths { get; init; }
    public IReadOnlyList<string>? ReadonlyPaths { get; init; }
}

internal sealed record OciNamespace(string Type, string? Path = null);

internal sealed record OciDevice
{
    public required string Path { get; init; }
    public required string Type { get; init; }
    public long Major { get; init; }
    public long Minor { get; init; }
    public uint? FileMode { get; init; }
    public uint? Uid { get; init; }
    public uint? Gid { get; init; }
}

internal sealed record OciResources
{
    public IReadOnlyList<OciDeviceRule>? Devices { get; init; }
    public OciMemory? Memory { get; init; }
    public OciCpu? Cpu { get; init; }
    public OciPids? Pids { get; init; }
    public IReadOnlyList<OciHugepageLimit>? HugepageLimits { get; init; }
    public IReadOnlyDictionary<string, string>? Unified { get; init; }
}

internal sealed record OciDeviceRule(bool Allow, string? Type, long? Major, long? Minor, string Access);

internal sealed record OciMemory(long? Limit, long? Swap);

internal sealed record OciCpu(ulong? Shares, long? Quota, ulong? Period, string? Cpus, string? Mems);

internal sealed record OciPids(long Limit);

internal sealed record OciHugepageLimit(string PageSize, ulong Limit);
