using Tiphys.Containers.Security;

namespace Tiphys.Containers.Oci;

/// <summary>All that a container's config.json is made of.</summary>
internal sealed record OciSpecInput
{
    public required ContainerConfig Config { get; init; }
    public required ImageProcessConfig Image { get; init; }
    public required PodSandboxConfig Sandbox { get; init; }
    public required SandboxPaths SandboxPaths { get; init; }
    public required ContainerUser User { get; init; }
    public required string RootDirectory { get; init; }
    public required string CgroupPath { get; init; }
    public required CgroupLayout Cgroups { get; init; }

    /// <summary>PID namespace to join; null: a new one, or the node's.</summary>
    public string? PidNamespacePath { get; init; }

    public SeccompProfile? Seccomp { get; init; }
}

/// <summary>Translates a container's configuration into the OCI runtime-spec.</summary>
internal static class OciSpecBuilder
{
    private const string DefaultPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public static OciSpec Build(OciSpecInput input)
    {
        var mounts = OciMounts.Build(input);
        return new OciSpec
        {
            Process = BuildProcess(input),
            Root = new OciRoot(input.RootDirectory, input.Config.SecurityContext.ReadOnlyRootFilesystem),
            Mounts = mounts,
            Annotations = input.Config.Annotations.Count == 0 ? null : input.Config.Annotations,
            Linux = BuildLinux(input, mounts),
        };
    }

    private static OciProcess BuildProcess(OciSpecInput input)
    {
        var (config, context) = (input.Config, input.Config.SecurityContext);
        var resources = config.Resources;
        return new OciProcess
        {
            Terminal = config.Tty,
            User = new OciUser(input.User.Uid, input.User.Gid, input.User.SupplementalGroups),
            Args = Arguments(config, input.Image),
            Env = Environment(input),
            Cwd = FirstNonEmpty(config.WorkingDirectory, input.Image.WorkingDirectory, "/"),
            Capabilities = BuildCapabilities(context),
            Rlimits = config.ResourceLimits.Count == 0 ? null : [.. config.ResourceLimits.Select(r => new OciRlimit(r.Type, r.Hard, r.Soft))],
            NoNewPrivileges = context.NoNewPrivileges,
            ApparmorProfile = context.AppArmor is { Type: SecurityProfileType.Localhost } profile ? profile.LocalhostReference : null,
            OomScoreAdj = resources.OomScoreAdj is { } score ? OomScore.Allow(score) : null,
        };
    }

    private static IReadOnlyList<string> Arguments(ContainerConfig config, ImageProcessConfig image)
    {
        IReadOnlyList<string> arguments = config.Command.Count > 0
            ? [.. config.Command, .. config.Arguments]
            : [.. image.Entrypoint, .. config.Arguments.Count > 0 ? config.Arguments : image.Command];
        return arguments.Count > 0
            ? arguments
            : throw new ContainerRuntimeException(ContainerRuntimeError.InvalidConfiguration, "no command specified");
    }

    private static IReadOnlyList<string> Environment(OciSpecInput input)
    {
        var values = new List<KeyValuePair<string, string>>();
        Set(DefaultPath);
        if (input.Sandbox.Hostname.Length > 0 && input.Sandbox.Namespaces.Network != NamespaceMode.Node)
            Set("HOSTNAME=" + input.Sandbox.Hostname);
        if (input.Config.Tty)
            Set("TERM=xterm");
        foreach (var variable in input.Image.Environment)
            Set(variable);
        foreach (var variable in input.Config.Environment)
            Set($"{variable.Name}={variable.Value}");
        return [.. values.Select(v => $"{v.Key}={v.Value}")];

        void Set(string text)
        {
            var equals = text.IndexOf('=');
            if (equals <= 0)
                return;
            var entry = KeyValuePair.Create(text[..equals], text[(equals + 1)..]);
            var index = values.FindIndex(v => v.Key == entry.Key);
            if (index >= 0)
                values[index] = entry;
            else
                values.Add(entry);
        }
    }

    private static OciCapabilities BuildCapabilities(LinuxContainerSecurityContext context)
    {
        var set = Capabilities.Resolve(context.Capabilities, context.Privileged);
        // Ambient capabilities must be inheritable too (capabilities(7)).
        string[] ambient = [.. context.Capabilities.AddAmbient.Select(Capabilities.Normalize)];
        IReadOnlyList<string> all = [.. set.Union(ambient)];
        return new OciCapabilities(all, all, all, ambient.Length > 0 ? ambient : null, ambient.Length > 0 ? ambient : null);
    }

    private static OciLinux BuildLinux(OciSpecInput input, IReadOnlyList<OciMount> mounts)
    {
        var context = input.Config.SecurityContext;
        var devices = OciDevices.Build(input.Config.Devices, context.Privileged);
        return new OciLinux
        {
            Namespaces = Namespaces(input),
            CgroupsPath = input.CgroupPath,
            Resources = OciResourcesBuilder.Build(input.Config.Resources, devices.Rules, input.Cgroups.Version),
            Devices = devices.Nodes.Count == 0 ? null : devices.Nodes,
            RootfsPropagation = OciMounts.RootPropagation(mounts),
            Seccomp = input.Seccomp,
            MaskedPaths = context.Privileged ? null : context.MaskedPaths ?? DefaultPaths.Masked,
            ReadonlyPaths = context.Privileged ? null : context.ReadOnlyPaths ?? DefaultPaths.ReadOnly,
        };
    }

    private static List<OciNamespace> Namespaces(OciSpecInput input)
    {
        var options = input.Config.SecurityContext.Namespaces ?? input.Sandbox.Namespaces;
        var namespaces = new List<OciNamespace> { new("mount") };
        if (options.Network != NamespaceMode.Node)
        {
            namespaces.Add(new OciNamespace("network", input.SandboxPaths.NetworkNamespace));
            namespaces.Add(new OciNamespace("uts", input.SandboxPaths.UtsNamespace));
        }

        if (options.Ipc != NamespaceMode.Node)
            namespaces.Add(new OciNamespace("ipc", input.SandboxPaths.IpcNamespace));
        if (options.Pid != NamespaceMode.Node)
            namespaces.Add(new OciNamespace("pid", input.PidNamespacePath));
        // On v1 a private view would hide nothing that the mounts do not hide already, and costs a namespace.
        if (input.Cgroups.Version == CgroupVersion.V2 && !input.Config.SecurityContext.Privileged)
            namespaces.Add(new OciNamespace("cgroup"));
        return namespaces;
    }

    private static string FirstNonEmpty(params ReadOnlySpan<string> values)
    {
        foreach (var value in values)
        {
            if (value.Length > 0)
                return value;
        }

        return "";
    }
}
