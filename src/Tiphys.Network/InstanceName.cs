namespace Tiphys.Network;

/// <summary>
/// The names of everything in the kernel that belongs to one node of one cluster, so that several can share a machine
/// and each is found again by name.
/// </summary>
/// <param name="Id">1 to 6 lower-case letters and digits, unique among the instances in one network namespace.</param>
public readonly record struct InstanceName(string Id)
{
    /// <summary>Longest id; names of links have no more than 15 characters.</summary>
    public const int MaxIdLength = 6;

    internal string Bridge => $"tp{Id}br";

    internal string PodLinkPrefix => $"tp{Id}-";

    internal string PodTable => $"tiphys-{Id}-pods";

    internal string ServiceTable => $"tiphys-{Id}-services";

    internal string SegmentTable => $"tiphys-{Id}-segment";

    internal string SegmentBridge => $"tp{Id}sg";

    internal string PodLink(uint offset) => $"{PodLinkPrefix}{offset:x}";

    internal string NodeLink(int node) => $"tp{Id}n{node:x}";

    /// <summary>Throws if the id cannot be part of a link's name.</summary>
    /// <exception cref="ArgumentException">The id is empty, too long, or has other characters.</exception>
    public InstanceName Validated()
    {
        bool valid = Id is { Length: >= 1 and <= MaxIdLength } && Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
        return valid ? this : throw new ArgumentException($"network instance id \"{Id}\" must be 1 to {MaxIdLength} lower-case letters and digits");
    }
}
