using System.Net;
using System.Security.Cryptography;

namespace Tiphys.Cluster.Configuration;

/// <summary>What the user wants of a new cluster; null leaves the choice to Tiphys.</summary>
public sealed record ClusterWishes
{
    /// <summary>Address and port of the API server.</summary>
    public IPEndPoint? Listen { get; init; }

    /// <summary>Addresses for pods.</summary>
    public IPNetwork? PodCidr { get; init; }

    /// <summary>Addresses for Services.</summary>
    public IPNetwork? ServiceCidr { get; init; }

    /// <summary>Name of this machine's node.</summary>
    public string? NodeName { get; init; }
}

/// <summary>Decides the settings of a new cluster so that it does not get in the way of others on the machine.</summary>
public static class ClusterPlanner
{
    private const int ApiPort = 6443;
    private const int KubeletPort = 10250;
    private const int Networks = 32;

    /// <summary>The settings of the data directory; made and kept when there are none.</summary>
    /// <exception cref="ClusterException">A wish contradicts what was decided, or cannot be met.</exception>
    public static ClusterSettings LoadOrPlan(ClusterDirectory directory, ClusterWishes wishes)
    {
        if (ClusterSettings.Find(directory) is { } known)
        {
            return Agree(known, wishes, directory);
        }

        var planned = Plan(directory, wishes, [.. MachineFacts.Addresses()]);
        planned.Save(directory);
        return planned;
    }

    /// <summary>
    /// Settings by which what a cluster left on the machine can be found when its own are damaged: links, tables and cgroups go by the instance,
    /// which comes from the directory.
    /// </summary>
    public static ClusterSettings Recover(ClusterDirectory directory) => Plan(directory, new ClusterWishes(), []);

    internal static ClusterSettings Plan(ClusterDirectory directory, ClusterWishes wishes, IReadOnlyList<IPAddress> taken)
    {
        var slot = Enumerable.Range(0, Networks).FirstOrDefault(each => !taken.Any(PodsOf(each).Contains) && !taken.Any(ServicesOf(each).Contains), -1);
        if (slot < 0 && (wishes.PodCidr is null || wishes.ServiceCidr is null))
        {
            throw new ClusterException("all networks that Tiphys would choose are in use on this machine: give --pod-cidr and --service-cidr");
        }

        var listen = wishes.Listen ?? new IPEndPoint(IPAddress.Loopback, MachineFacts.FreePort(IPAddress.Loopback, ApiPort));
        return new ClusterSettings
        {
            Instance = InstanceOf(directory),
            NodeName = wishes.NodeName ?? MachineFacts.NodeName(),
            PodCidr = (wishes.PodCidr ?? PodsOf(slot)).ToString(),
            ServiceCidr = (wishes.ServiceCidr ?? ServicesOf(slot)).ToString(),
            Listen = listen.ToString(),
            KubeletPort = MachineFacts.FreePort(MachineFacts.PrimaryAddress(), KubeletPort),
        };
    }

    private static IPNetwork PodsOf(int slot) => new(new IPAddress([10, (byte)(244 - slot), 0, 0]), 16);

    private static IPNetwork ServicesOf(int slot) => new(new IPAddress([10, (byte)(96 + slot), 0, 0]), 16);

    private static ClusterSettings Agree(ClusterSettings known, ClusterWishes wishes, ClusterDirectory directory)
    {
        Check("--pod-cidr", wishes.PodCidr?.ToString(), known.PodCidr, directory);
        Check("--service-cidr", wishes.ServiceCidr?.ToString(), known.ServiceCidr, directory);
        Check("--node-name", wishes.NodeName, known.NodeName, directory);
        if (wishes.Listen is null || wishes.Listen.Equals(known.ListenEndPoint))
        {
            return known;
        }

        var moved = known with { Listen = wishes.Listen.ToString() };
        moved.Save(directory);
        return moved;
    }

    private static void Check(string option, string? wished, string decided, ClusterDirectory directory)
    {
        if (wished is not null && wished != decided)
        {
            throw new ClusterException($"the cluster in {directory.Root} was made with {option} {decided}, which cannot change to {wished}: use another --data-dir");
        }
    }

    // From the directory, so that what an earlier cluster there may have left is found again.
    internal static string InstanceOf(ClusterDirectory directory)
    {
        const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
        var hash = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(directory.Root));
        return string.Concat(hash.Take(Network.InstanceName.MaxIdLength).Select(value => Digits[value % Digits.Length]));
    }
}
