using System.Net;
using System.Net.Sockets;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Client;

namespace Tiphys.ApiServer.Allocation;

/// <summary>
/// The service <c>kubernetes</c> of the namespace <c>default</c> (pkg/controlplane/controller/kubernetesservice). The service is made
/// once; its endpoints are put right at every start, for the address of the server may have changed.
/// </summary>
internal sealed class KubernetesService(IKubernetesClient client, IPAddress clusterAddress, IPEndPoint advertised)
{
    private const string Name = "kubernetes";
    private const string Namespace = "default";
    private const string PortName = "https";

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await EnsureServiceAsync(cancellationToken);
        if (!IPAddress.IsLoopback(advertised.Address))
        {
            await EnsureEndpointsAsync(cancellationToken);
            await EnsureSliceAsync(cancellationToken);
        }
    }

    private async Task EnsureServiceAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync<Service>(cancellationToken) is not null)
        {
            return;
        }

        await client.CreateAsync(
            new Service
            {
                Metadata = new ObjectMeta { Name = Name, Namespace = Namespace, Labels = [new("component", "apiserver"), new("provider", "kubernetes")] },
                Spec = new ServiceSpec
                {
                    Ports = [new ServicePort { Name = PortName, Protocol = Protocol.TCP, Port = 443, TargetPort = advertised.Port }],
                    ClusterIP = clusterAddress.ToString(),
                    IPFamilyPolicy = IPFamilyPolicy.SingleStack,
                    SessionAffinity = ServiceAffinity.None,
                    Type = ServiceType.ClusterIP,
                },
            },
            cancellationToken);
    }

    private async Task EnsureEndpointsAsync(CancellationToken cancellationToken)
    {
        var found = await FindAsync<Endpoints>(cancellationToken);
        var value = (found ?? new Endpoints { Metadata = new ObjectMeta { Name = Name, Namespace = Namespace } }) with
        {
            Subsets =
            [
                new EndpointSubset
                {
                    Addresses = [new EndpointAddress { IP = advertised.Address.ToString() }],
                    Ports = [new Api.Core.V1.EndpointPort { Name = PortName, Port = advertised.Port, Protocol = Protocol.TCP }],
                },
            ],
        };
        value = value with { Metadata = value.Metadata with { Labels = value.Metadata.Labels.SetItem("endpointslice.kubernetes.io/skip-mirror", "true") } };
        await WriteAsync(value, found, cancellationToken);
    }

    private async Task EnsureSliceAsync(CancellationToken cancellationToken)
    {
        var type = advertised.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4";
        var found = await FindAsync<EndpointSlice>(cancellationToken);
        if (found is not null && found.AddressType != type)
        {
            await client.DeleteAsync<EndpointSlice>(Namespace, Name, null, cancellationToken);
            found = null;
        }

        var value = (found ?? new EndpointSlice { Metadata = new ObjectMeta { Name = Name, Namespace = Namespace }, AddressType = type }) with
        {
            Endpoints = [new Endpoint { Addresses = [advertised.Address.ToString()], Conditions = new EndpointConditions { Ready = true } }],
            Ports = [new Api.Discovery.V1.EndpointPort { Name = PortName, Port = advertised.Port, Protocol = Protocol.TCP }],
        };
        value = value with { Metadata = value.Metadata with { Labels = value.Metadata.Labels.SetItem("kubernetes.io/service-name", Name) } };
        await WriteAsync(value, found, cancellationToken);
    }

    private async Task WriteAsync<T>(T value, T? found, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        if (found is null)
        {
            await client.CreateAsync(value, cancellationToken);
        }
        else if (!value.Equals(found))
        {
            await client.UpdateAsync(value, null, cancellationToken);
        }
    }

    private async Task<T?> FindAsync<T>(CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        try
        {
            return await client.GetAsync<T>(Namespace, Name, cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return null;
        }
    }
}
