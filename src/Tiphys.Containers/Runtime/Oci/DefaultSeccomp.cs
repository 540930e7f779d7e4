using System.Runtime.InteropServices;

namespace Tiphys.Containers.Oci;

/// <summary>The profile RuntimeDefault: everything is refused with EPERM but the system calls of a table.</summary>
/// <remarks>
/// The table (seccomp-default.txt) has one system call per word. A line in brackets begins a section: <c>[always]</c>, or
/// the capability with which the calls below it are allowed.
/// </remarks>
internal static class DefaultSeccomp
{
    private const string Allow = "SCMP_ACT_ALLOW";
    private const uint Enosys = 38;

    private static readonly Lazy<IReadOnlyList<(string Capability, string[] Names)>> Table = new(ReadTable);

    // clone(2)'s flags that make namespaces; without CAP_SYS_ADMIN it may be called with none of them.
    private const ulong NamespaceFlags = 0x7E020000;

    // personality(2): what may be set without turning off address randomisation and the like.
    private static readonly ulong[] Personalities = [0x0, 0x8, 0x20000, 0x20008, 0xffffffff];

    /// <summary>The machine's architecture and its 32-bit one. Each more costs every start and exec a few milliseconds.</summary>
    public static IReadOnlyList<string> NativeArchitectures => RuntimeInformation.OSArchitecture == Architecture.Arm64
        ? ["SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM"]
        : ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86"];

    public static SeccompProfile For(IReadOnlyCollection<string> capabilities)
    {
        var names = Table.Value.Where(s => s.Capability == "always" || capabilities.Contains(s.Capability)).SelectMany(s => s.Names);
        var rules = new List<SeccompRule> { new() { Names = [.. names.Distinct()], Action = Allow } };
        rules.AddRange(Personalities.Select(value => Rule("personality", 0, value, null, "SCMP_CMP_EQ")));
        // Sockets of virtual machines reach the host past every network policy.
        rules.Add(Rule("socket", 0, 40, null, "SCMP_CMP_NE"));
        if (!capabilities.Contains("CAP_SYS_ADMIN"))
        {
            rules.Add(Rule("clone", 0, NamespaceFlags, 0, "SCMP_CMP_MASKED_EQ"));
            // Its flags stand in memory where a filter cannot look; ENOSYS makes C libraries fall back to clone.
            rules.Add(new SeccompRule { Names = ["clone3"], Action = "SCMP_ACT_ERRNO", ErrnoRet = Enosys });
        }

        return new SeccompProfile
        {
            DefaultAction = "SCMP_ACT_ERRNO",
            DefaultErrnoRet = 1,
            Architectures = NativeArchitectures,
            Syscalls = rules,
        };
    }

    private static SeccompRule Rule(string name, uint index, ulong value, ulong? valueTwo, string op) =>
        new() { Names = [name], Action = Allow, Args = [new SeccompArgument(index, value, valueTwo, op)] };

    private static List<(string Capability, string[] Names)> ReadTable()
    {
        using var resource = typeof(DefaultSeccomp).Assembly.GetManifestResourceStream("seccomp-default.txt")
            ?? throw new InvalidOperationException("the table of system calls is missing from the assembly");
        using var reader = new StreamReader(resource);
        var sections = new List<(string, string[])>();
        foreach (var section in reader.ReadToEnd().Split('[', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = section.IndexOf(']');
            sections.Add((section[..end], section[(end + 1)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        }

        return sections;
    }
}
