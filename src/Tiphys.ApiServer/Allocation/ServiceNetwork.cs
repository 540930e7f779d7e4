using System.Net;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Api.Networking.V1;
using Tiphys.ApiServer.InProcess;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Storage;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Allocation;

/// <summary>
/// Makes a server give addresses and ports to services, from what the store says at start. Without it, services keep what their
/// clients write.
/// </summary>
public sealed class ServiceNetwork
{
    private const string RangeName = "kubernetes";

    private readonly ApiServerCore _server;
    private readonly InProcessClient _client;
    private readonly ServiceNetworkOptions _options;

    private ServiceNetwork(ApiServerCore server, ServiceNetworkOptions options)
    {
        _server = server;
        _options = options;
        _client = ServerClient.Of(server);
    }

    /// <summary>Reads what is given out, puts right what a crash left behind, and takes part in the writes of services from then on.</summary>
    /// <param name="server">The server, before its first request.</param>
    /// <param name="options">Ranges.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ServiceNetwork> StartAsync(ApiServerCore server, ServiceNetworkOptions options, CancellationToken cancellationToken)
    {
        var network = new ServiceNetwork(server, options);
        await network.EnsureRangeAsync(cancellationToken);
        var random = new Random();
        var ports = new NodePorts(options.FirstNodePort, options.LastNodePort, random);
        var families = options.ClusterRanges.Select(range => AddressRange.FamilyOf(range.BaseAddress)).Distinct().ToArray();
        var addresses = new ClusterAddresses(server, network._client, families, random);
        await network.RestoreAsync(ports, addresses, cancellationToken);
        server.WriteParticipants.Add(new ServiceAllocator(addresses, ports, network._client));
        return network;
    }

    /// <summary>Makes the service <c>kubernetes</c> with its endpoints, through which pods find the server.</summary>
    /// <param name="advertised">Address and port of the server, as pods and nodes reach it; a loopback address is told to nobody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task PublishAsync(IPEndPoint advertised, CancellationToken cancellationToken)
    {
        var first = new AddressRange(_options.ClusterRanges[0]).FirstAddress;
        return new KubernetesService(_client, first, _options.Advertised ?? advertised).EnsureAsync(cancellationToken);
    }

    private async Task EnsureRangeAsync(CancellationToken cancellationToken)
    {
        var ranges = _options.ClusterRanges.Select(range => range.ToString()).ToApiList();
        try
        {
            var created = await _client.CreateAsync(
                new ServiceCIDR { Metadata = new ObjectMeta { Name = RangeName }, Spec = new ServiceCIDRSpec { CIDRs = ranges } }, cancellationToken);
            await MarkReadyAsync(created, cancellationToken);
        }
        catch (ApiException error) when (error.IsAlreadyExists)
        {
            // It is there from an earlier start; what it says counts, even if the options have changed since.
        }
    }

    private async Task MarkReadyAsync(ServiceCIDR range, CancellationToken cancellationToken)
    {
        var ready = new Condition
        {
            Type = "Ready",
            Status = "True",
            Message = "Kubernetes default Service CIDR is ready",
            LastTransitionTime = Time.Now(_server.Clock),
        };
        var status = ServerClient.Of(_server, "kubernetes-service-cidr-controller");
        await status.UpdateAsync(range with { Status = new ServiceCIDRStatus { Conditions = [ready] } }, "status", cancellationToken);
    }

    // The store has no transactions over several objects: a crash between two writes leaves an address without its service.
    private async Task RestoreAsync(NodePorts ports, ClusterAddresses addresses, CancellationToken cancellationToken)
    {
        var held = new Dictionary<string, Service>(StringComparer.Ordinal);
        foreach (var service in All<Service>())
        {
            ServiceAllocator.HeldPorts(service).ToList().ForEach(ports.Restore);
            foreach (var address in ServiceAllocator.HeldAddresses(service))
            {
                held[address] = service;
            }
        }

        foreach (var address in All<Api.Networking.V1.IPAddress>())
        {
            var isOurs = address.Metadata.Labels.GetValueOrDefault(ClusterAddresses.ManagedByLabel) == ClusterAddresses.ManagedBy;
            if (isOurs && !held.Remove(address.Metadata.Name))
            {
                await addresses.ReleaseAsync(address.Metadata.Name, cancellationToken);
            }
        }

        foreach (var (address, service) in held)
        {
            await addresses.RestoreAsync(service, address, cancellationToken);
        }
    }

    private IEnumerable<T> All<T>()
        where T : class, IKubernetesObject<T>
    {
        var resource = _server.Registry.For<T>();
        return _server.Store.Range(new RangeQuery(resource.KeyPrefix)).Entries.ToArray().Select(entry => (T)ObjectJson.Decode(resource, entry));
    }
}
