using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tiphys.Containers.Oci;

/// <summary>linux.seccomp of the OCI runtime-spec, with the conditions that profile files add to its rules.</summary>
internal sealed record SeccompProfile
{
    public required string DefaultAction { get; init; }
    public uint? DefaultErrnoRet { get; init; }
    public IReadOnlyList<string>? Architectures { get; init; }
    public IReadOnlyList<string>? Flags { get; init; }
    public IReadOnlyList<SeccompRule> Syscalls { get; init; } = [];

    /// <summary>Reads a profile file and leaves the rules that hold for a process with these capabilities.</summary>
    /// <exception cref="ContainerRuntimeException">The file cannot be read or is not a profile.</exception>
    public static async Task<SeccompProfile> LoadAsync(string path, IReadOnlyCollection<string> capabilities, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var profile = await JsonSerializer.DeserializeAsync(file, OciJsonContext.Default.SeccompProfile, cancellationToken)
                ?? throw new JsonException("the file holds null");
            return profile with
            {
                Architectures = profile.Architectures ?? DefaultSeccomp.NativeArchitectures,
                Syscalls = [.. profile.Syscalls.Where(r => r.AppliesTo(capabilities)).Select(r => r with { Includes = null, Excludes = null })],
            };
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new ContainerRuntimeException(
                ContainerRuntimeError.InvalidConfiguration, $"cannot load seccomp profile \"{path}\": {exception.Message}", exception);
        }
    }
}

internal sealed record SeccompRule
{
    public IReadOnlyList<string> Names { get; init; } = [];
    public required string Action { get; init; }
    public uint? ErrnoRet { get; init; }
    public IReadOnlyList<SeccompArgument>? Args { get; init; }
    public SeccompCondition? Includes { get; init; }
    public SeccompCondition? Excludes { get; init; }

    public bool AppliesTo(IReadOnlyCollection<string> capabilities) =>
        (Includes is null || Includes.Caps.All(capabilities.Contains))
        && (Excludes is null || Excludes.Caps.Count == 0 || !Excludes.Caps.Any(capabilities.Contains));
}

internal sealed record SeccompArgument(uint Index, ulong Value, ulong? ValueTwo, string Op);

internal sealed record SeccompCondition
{
    [JsonPropertyName("caps")]
    public IReadOnlyList<string> Caps { get; init; } = [];
}
