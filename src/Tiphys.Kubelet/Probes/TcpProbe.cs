namespace Tiphys.Kubelet.Probes;

/// <summary>Connects, and nothing else.</summary>
internal static class TcpProbe
{
    public static async Task<ProbeResult> ProbeAsync(string host, int port, CancellationToken timeout)
    {
        var address = ProbeSockets.Address(host, port);
        try
        {
            using var socket = await ProbeSockets.ConnectAsync(host, port, timeout);
            return new(ProbeOutcome.Success);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new(ProbeOutcome.Failure, $"dial tcp {address}: i/o timeout");
        }
        catch (System.Net.Sockets.SocketException error)
        {
            return new(ProbeOutcome.Failure, NetworkErrors.Describe(error, address));
        }
    }
}
