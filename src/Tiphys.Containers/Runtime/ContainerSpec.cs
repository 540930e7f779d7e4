using System.Text.Json;
using Tiphys.Containers.Oci;
using Tiphys.Containers.Store;

namespace Tiphys.Containers;

/// <summary>The config.json of a container.</summary>
internal static class ContainerSpec
{
    public static async Task WriteAsync(ContainerPaths paths, OciSpecInput input, CancellationToken cancellationToken)
    {
        var context = input.Config.SecurityContext;
        var seccomp = context.Privileged ? null : await SeccompAsync(context, cancellationToken);
        Write(paths, OciSpecBuilder.Build(input with { Seccomp = seccomp }));
    }

    public static async Task<OciSpec> ReadAsync(ContainerPaths paths, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(paths.SpecFile);
        return await JsonSerializer.DeserializeAsync(file, OciJsonContext.Default.OciSpec, cancellationToken)
            ?? throw new ContainerRuntimeException($"{paths.SpecFile} holds no configuration");
    }

    public static async Task ChangeResourcesAsync(
        ContainerPaths paths, LinuxContainerResources resources, CgroupVersion version, CancellationToken cancellationToken)
    {
        var spec = await ReadAsync(paths, cancellationToken);
        var devices = spec.Linux.Resources?.Devices ?? [];
        Write(paths, spec with { Linux = spec.Linux with { Resources = OciResourcesBuilder.Build(resources, devices, version) } });
    }

    private static void Write(ContainerPaths paths, OciSpec spec) => StateFile.Write(paths.SpecFile, spec, OciJsonContext.Default.OciSpec);

    private static async Task<SeccompProfile?> SeccompAsync(LinuxContainerSecurityContext context, CancellationToken cancellationToken)
    {
        var capabilities = Security.Capabilities.Resolve(context.Capabilities, privileged: false);
        return context.Seccomp?.Type switch
        {
            SecurityProfileType.RuntimeDefault => DefaultSeccomp.For([.. capabilities]),
            SecurityProfileType.Localhost => await SeccompProfile.LoadAsync(context.Seccomp.LocalhostReference, [.. capabilities], cancellationToken),
            _ => null,
        };
    }
}
