using System.Net.Sockets;
using Tiphys.Client.Configuration;
using Tiphys.Cluster.Configuration;

namespace Tiphys.Cli.Lifecycle;

/// <summary>What a cluster is called in the user's kubeconfig.</summary>
internal static class ContextName
{
    /// <summary>What a cluster calls itself.</summary>
    public const string Usual = "tiphys";

    /// <summary><c>tiphys</c>, unless another cluster that is running goes by this name: then the instance is added.</summary>
    public static string Choose(string kubeconfig, string server, ClusterSettings settings) =>
        KubeconfigFile.FindServer(kubeconfig, Usual) is not { } other || other == server || !Answers(other) ? Usual : Own(settings);

    /// <summary>The names that the cluster may go by.</summary>
    public static IEnumerable<string> All(ClusterSettings settings) => [Usual, Own(settings)];

    private static string Own(ClusterSettings settings) => $"{Usual}-{settings.Instance}";

    private static bool Answers(string server)
    {
        if (!Uri.TryCreate(server, UriKind.Absolute, out var address))
        {
            return false;
        }

        try
        {
            using var client = new TcpClient();
            return client.ConnectAsync(address.Host, address.Port).Wait(TimeSpan.FromSeconds(1)) && client.Connected;
        }
        catch (Exception error) when (error is SocketException or AggregateException)
        {
            return false;
        }
    }
}
