using System.Net;
using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Api.Networking.V1;
using Tiphys.ApiServer.Allocation;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.InProcess;
using Tiphys.ApiServer.Kinds;
using Tiphys.Client;
using Tiphys.Storage.Embedded;

namespace Tiphys.ApiServer.Tests.Allocation;

public sealed class ServiceAllocationTests : IAsyncLifetime
{
    private readonly EmbeddedStore _store = EmbeddedStore.InMemory();
    private IKubernetesClient _client = null!;
    private ServiceNetwork _network = null!;

    private static CancellationToken Deadline => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await StartAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_new_service_gets_an_address_of_the_upper_band_and_the_fields_of_one_family()
    {
        var service = await CreateAsync("a");

        Assert.StartsWith("10.96.", service.Spec.ClusterIP, StringComparison.Ordinal);
        Assert.False(service.Spec.ClusterIP.StartsWith("10.96.0.", StringComparison.Ordinal));
        Assert.Equal([service.Spec.ClusterIP], service.Spec.ClusterIPs);
        Assert.Equal(["IPv4"], service.Spec.IPFamilies);
        Assert.Equal("SingleStack", service.Spec.IPFamilyPolicy);
        var address = await _client.GetAsync<Api.Networking.V1.IPAddress>(null, service.Spec.ClusterIP, Deadline);
        Assert.Equal(("services", "default", "a"), (address.Spec.ParentRef!.Resource, address.Spec.ParentRef.Namespace, address.Spec.ParentRef.Name));
    }

    [Fact]
    public async Task What_the_server_gives_out_belongs_to_no_manager()
    {
        var service = await CreateAsync("a", spec => spec with { Type = ServiceType.NodePort });

        var fields = Assert.Single(service.Metadata.ManagedFields).FieldsV1!.Value.ToString();
        Assert.DoesNotContain("clusterIP", fields, StringComparison.Ordinal);
        Assert.DoesNotContain("nodePort", fields, StringComparison.Ordinal);
        Assert.DoesNotContain("ipFamil", fields, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_is_given_to_one_service_only_and_again_after_its_deletion()
    {
        await CreateAsync("a", spec => spec with { ClusterIP = "10.96.7.7" });
        var error = await Assert.ThrowsAsync<ApiException>(() => CreateAsync("b", spec => spec with { ClusterIP = "10.96.7.7" }));
        Assert.Equal(
            "Service \"b\" is invalid: spec.clusterIPs: Invalid value: [\"10.96.7.7\"]: failed to allocate IP 10.96.7.7: provided IP is already allocated",
            error.Status.Message);

        await _client.DeleteAsync<Service>("default", "a", null, Deadline);
        Assert.Equal("10.96.7.7", (await CreateAsync("b", spec => spec with { ClusterIP = "10.96.7.7" })).Spec.ClusterIP);
    }

    [Fact]
    public async Task A_create_that_fails_after_the_allocation_gives_everything_back()
    {
        await CreateAsync("a", spec => spec with { ClusterIP = "10.96.7.7" });
        await Assert.ThrowsAsync<ApiException>(() => CreateAsync("a", spec => WithPort(spec, 31000) with { ClusterIP = "10.96.7.8" }));
        await Assert.ThrowsAsync<ApiException>(() => CreateAsync("b", spec => WithPort(spec, 31000) with { ClusterIP = "10.96.7.8", SessionAffinity = "no" }));

        var service = await CreateAsync("c", spec => WithPort(spec, 31000) with { ClusterIP = "10.96.7.8" });
        Assert.Equal(("10.96.7.8", 31000), (service.Spec.ClusterIP, service.Spec.Ports[0].NodePort));
    }

    [Fact]
    public async Task Changing_the_type_takes_and_gives_back()
    {
        var service = await CreateAsync("a");
        service = await UpdateAsync(service, spec => spec with { Type = ServiceType.NodePort });
        var port = service.Spec.Ports[0].NodePort;
        Assert.InRange(port, 30086, 32767);

        service = await UpdateAsync(service, spec => spec with { Type = ServiceType.ClusterIP });
        Assert.Equal(0, service.Spec.Ports[0].NodePort);
        await CreateAsync("b", spec => WithPort(spec, port));

        var address = service.Spec.ClusterIP;
        service = await UpdateAsync(service, spec => spec with { Type = ServiceType.ExternalName, ExternalName = "x.example.com" });
        Assert.Equal(("", null, null), (service.Spec.ClusterIP, service.Spec.IPFamilyPolicy, service.Spec.InternalTrafficPolicy));
        await Assert.ThrowsAsync<ApiException>(() => _client.GetAsync<Api.Networking.V1.IPAddress>(null, address, Deadline));

        service = await UpdateAsync(service, spec => spec with { Type = ServiceType.ClusterIP, ExternalName = "" });
        Assert.NotEqual("", service.Spec.ClusterIP);
    }

    [Fact]
    public async Task A_local_load_balancer_has_a_port_for_health_checks_until_it_is_local_no_more()
    {
        var service = await CreateAsync("a", spec => spec with { Type = ServiceType.LoadBalancer, ExternalTrafficPolicy = "Local" });
        var port = service.Spec.HealthCheckNodePort;
        Assert.NotEqual(0, port);

        service = await UpdateAsync(service, spec => spec with { ExternalTrafficPolicy = "Cluster" });
        Assert.Equal(0, service.Spec.HealthCheckNodePort);
        await CreateAsync("b", spec => WithPort(spec, port));
    }

    [Fact]
    public async Task Services_without_selector_and_address_may_have_both_families()
    {
        var service = await CreateAsync("a", spec => spec with { ClusterIP = "None", Selector = default });

        Assert.Equal(["None"], service.Spec.ClusterIPs);
        Assert.Equal(["IPv4", "IPv6"], service.Spec.IPFamilies);
        Assert.Equal("RequireDualStack", service.Spec.IPFamilyPolicy);
    }

    [Theory]
    [InlineData("10.1.1.1", 0, "", "failed to allocate IP 10.1.1.1: the provided network does not match the current range")]
    [InlineData("10.96.0.0", 0, "", "failed to allocate IP 10.96.0.0: the provided network does not match the current range")]
    [InlineData("", 80, "", "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767")]
    [InlineData("", 0, "RequireDualStack", "this cluster is not configured for dual-stack services")]
    public async Task What_cannot_be_had_is_refused(string address, int port, string policy, string message)
    {
        var error = await Assert.ThrowsAsync<ApiException>(() => CreateAsync(
            "a", spec => (port == 0 ? spec : WithPort(spec, port)) with { ClusterIP = address, IPFamilyPolicy = policy.Length == 0 ? null : policy }));

        Assert.Equal(422, error.Status.Code);
        Assert.Contains(message, error.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_created_at_once_get_different_addresses_and_ports()
    {
        var services = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => CreateAsync($"s{i}", spec => spec with { Type = ServiceType.NodePort })));

        Assert.Equal(50, services.Select(service => service.Spec.ClusterIP).Distinct().Count());
        Assert.Equal(50, services.Select(service => service.Spec.Ports[0].NodePort).Distinct().Count());
    }

    [Fact]
    public async Task Of_many_who_want_one_address_and_port_one_gets_them()
    {
        var attempts = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await CreateAsync($"s{i}", spec => WithPort(spec, 31999) with { ClusterIP = "10.96.9.9" });
                return true;
            }
            catch (ApiException)
            {
                return false;
            }
        }));

        Assert.Single(attempts, true);
    }

    [Fact]
    public async Task After_a_restart_what_is_stored_is_taken_and_what_a_crash_left_behind_is_free()
    {
        var service = await CreateAsync("a", spec => WithPort(spec, 31999));
        var leaked = new Api.Networking.V1.IPAddress
        {
            Metadata = new ObjectMeta { Name = "10.96.5.5", Labels = [new("ipaddress.kubernetes.io/managed-by", "ipallocator.k8s.io")] },
            Spec = new IPAddressSpec { ParentRef = new ParentReference { Resource = "services", Namespace = "default", Name = "gone" } },
        };
        await _client.CreateAsync(leaked, Deadline);
        await _client.DeleteAsync<Api.Networking.V1.IPAddress>(null, service.Spec.ClusterIP, null, Deadline);

        await StartAsync();

        await Assert.ThrowsAsync<ApiException>(() => CreateAsync("b", spec => WithPort(spec, 31999)));
        await Assert.ThrowsAsync<ApiException>(() => CreateAsync("b", spec => spec with { ClusterIP = service.Spec.ClusterIP }));
        Assert.Equal("10.96.5.5", (await CreateAsync("b", spec => spec with { ClusterIP = "10.96.5.5" })).Spec.ClusterIP);
    }

    [Fact]
    public async Task The_server_is_found_by_the_kubernetes_service_and_its_endpoints_follow_its_address()
    {
        await _network.PublishAsync(new IPEndPoint(System.Net.IPAddress.Parse("192.0.2.7"), 6443), Deadline);
        await _network.PublishAsync(new IPEndPoint(System.Net.IPAddress.Parse("192.0.2.8"), 6444), Deadline);

        var service = await _client.GetAsync<Service>("default", "kubernetes", Deadline);
        Assert.Equal(("10.96.0.1", 443), (service.Spec.ClusterIP, service.Spec.Ports[0].Port));
        var endpoints = await _client.GetAsync<Endpoints>("default", "kubernetes", Deadline);
        Assert.Equal(("192.0.2.8", 6444), (endpoints.Subsets[0].Addresses[0].IP, endpoints.Subsets[0].Ports[0].Port));
        var slice = await _client.GetAsync<EndpointSlice>("default", "kubernetes", Deadline);
        Assert.Equal(["192.0.2.8"], slice.Endpoints[0].Addresses);
    }

    private static ServiceSpec WithPort(ServiceSpec spec, int port) => spec with { Type = ServiceType.NodePort, Ports = [spec.Ports[0] with { NodePort = port }] };

    private async Task StartAsync()
    {
        var server = new ApiServerCore(_store, KindStrategies.All);
        _network = await ServiceNetwork.StartAsync(server, new ServiceNetworkOptions(), Deadline);
        _client = new InProcessClient(server, new UserInfo { Name = "admin", Groups = ["system:masters"] }, "tests");
        try
        {
            await _client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = "default" } }, Deadline);
        }
        catch (ApiException error) when (error.IsAlreadyExists)
        {
            // The second start.
        }
    }

    private Task<Service> CreateAsync(string name, Func<ServiceSpec, ServiceSpec>? change = null)
    {
        var spec = new ServiceSpec { Selector = ApiMap.Of("app", "x"), Ports = [new ServicePort { Port = 80 }] };
        return _client.CreateAsync(
            new Service { Metadata = new ObjectMeta { Name = name, Namespace = "default" }, Spec = change?.Invoke(spec) ?? spec }, Deadline);
    }

    private Task<Service> UpdateAsync(Service service, Func<ServiceSpec, ServiceSpec> change) =>
        _client.UpdateAsync(service with { Spec = change(service.Spec) }, null, Deadline);
}
