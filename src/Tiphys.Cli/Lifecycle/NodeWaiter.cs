using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Client;

namespace Tiphys.Cli.Lifecycle;

/// <summary>Waits until this machine's node takes pods.</summary>
internal static class NodeWaiter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static async Task<Node> WaitAsync(IKubernetesClient client, string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await FindAsync(client, name, cancellationToken) is { } node && IsReady(node))
            {
                return node;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    public static bool IsReady(Node node) => node.Status.Conditions.Any(condition => condition is { Type: "Ready", Status: "True" });

    private static async Task<Node?> FindAsync(IKubernetesClient client, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetAsync<Node>(null, name, cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return null;
        }
    }
}
