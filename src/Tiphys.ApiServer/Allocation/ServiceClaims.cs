using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Allocation;

/// <summary>
/// What one write of a service takes and gives up. Taking happens at once, giving up only when the service is stored: a port that
/// leaks is better than one that two services have. A failed write gives back what it took.
/// </summary>
internal sealed class ServiceClaims(ClusterAddresses addresses, NodePorts ports, bool dryRun)
{
    // Where a dry run makes up ports that could not be real.
    private const int DryRunBase = 32768;

    private readonly List<string> _takenAddresses = [];
    private readonly List<int> _takenPorts = [];
    private readonly List<string> _leavingAddresses = [];
    private readonly List<int> _leavingPorts = [];

    public async ValueTask<string> TakeAddressAsync(Service owner, string family, string wanted, CancellationToken cancellationToken)
    {
        if (wanted.Length == 0)
        {
            wanted = await addresses.TakeNextAsync(owner, family, dryRun, cancellationToken);
        }
        else
        {
            await addresses.TakeAsync(owner, wanted, dryRun, cancellationToken);
        }

        _takenAddresses.Add(wanted);
        return wanted;
    }

    public void TakePort(int port)
    {
        if (!dryRun)
        {
            ports.Take(port);
        }
        else if (ports.Has(port) || _takenPorts.Contains(port))
        {
            throw new AllocationException("provided port is already allocated");
        }

        _takenPorts.Add(port);
    }

    public int TakeNextPort()
    {
        var port = dryRun ? Math.Max(DryRunBase, _takenPorts.Count == 0 ? DryRunBase : _takenPorts.Max()) + 1 : ports.TakeNext();
        _takenPorts.Add(port);
        return port;
    }

    public void LeaveAddress(string address) => _leavingAddresses.Add(address);

    public void LeavePort(int port) => _leavingPorts.Add(port);

    /// <summary>Ends the write.</summary>
    /// <param name="stored">Whether the service is stored now.</param>
    public async ValueTask FinishAsync(bool stored)
    {
        if (dryRun)
        {
            return;
        }

        // Whether the client is still there does not matter to what has to be given back.
        foreach (var address in stored ? _leavingAddresses : _takenAddresses)
        {
            await addresses.ReleaseAsync(address, CancellationToken.None);
        }

        (stored ? _leavingPorts : _takenPorts).ForEach(ports.Release);
    }
}
