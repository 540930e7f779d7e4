using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.Kinds;
using Tiphys.ApiServer.Tests.Support;

namespace Tiphys.ApiServer.Tests.Admission;

public sealed class ResourceQuotaTests
{
    [Fact]
    public async Task Writes_at_once_take_no_more_than_there_is()
    {
        await using var server = await StartAsync(("configmaps", "10"));

        var created = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => TryAsync(() => server.CreateMapAsync($"m{i}"))));

        Assert.Equal(10, created.Count(each => each is null));
        Assert.All(created.OfType<string>(), message => Assert.Contains("exceeded quota: q, requested: configmaps=1, used: configmaps=10, limited: configmaps=10", message, StringComparison.Ordinal));
        var quota = await server.Client.GetAsync<ResourceQuota>("default", "q", TestServer.Deadline);
        Assert.Equal("10", quota.Status.Used["configmaps"].ToString());
    }

    [Fact]
    public async Task A_quota_that_nobody_has_counted_yet_allows_nothing()
    {
        await using var server = await StartAsync(("configmaps", "10"), isCounted: false);

        Assert.Equal("configmaps \"m\" is forbidden: status unknown for quota: q, resources: configmaps", await TryAsync(() => server.CreateMapAsync("m")));
    }

    [Fact]
    public async Task A_service_that_becomes_a_node_port_is_charged_for_its_ports_alone()
    {
        await using var server = await StartAsync(("services.nodeports", "1"));
        Task<Service> CreateAsync(string name) => server.Client.CreateAsync(
            new Service { Metadata = new ObjectMeta { Name = name, Namespace = "default" }, Spec = new ServiceSpec { Ports = [new ServicePort { Port = 80 }] } }, TestServer.Deadline);
        var (first, second) = (await CreateAsync("a"), await CreateAsync("b"));
        Task<Service> OpenAsync(Service service) =>
            server.Client.UpdateAsync(service with { Spec = service.Spec with { Type = ServiceType.NodePort } }, null, TestServer.Deadline);

        first = await OpenAsync(first);
        await server.Client.UpdateAsync(first with { Metadata = first.Metadata with { Labels = [new("a", "b")] } }, null, TestServer.Deadline);

        Assert.Equal(
            "services \"b\" is forbidden: exceeded quota: q, requested: services.nodeports=1, used: services.nodeports=1, limited: services.nodeports=1",
            await TryAsync(() => OpenAsync(second)));
    }

    private static async Task<TestServer> StartAsync((string Name, string Amount) limit, bool isCounted = true)
    {
        var server = await TestServer.StartAsync([.. KindStrategies.All]);
        DefaultAdmission.Install(server.Core);
        ApiMap<Quantity> hard = [new(limit.Name, limit.Amount)];
        var quota = await server.Client.CreateAsync(
            new ResourceQuota { Metadata = new ObjectMeta { Name = "q", Namespace = "default" }, Spec = new ResourceQuotaSpec { Hard = hard } }, TestServer.Deadline);
        var status = new ResourceQuotaStatus { Hard = hard, Used = isCounted ? [new(limit.Name, "0")] : default };
        await server.Client.UpdateAsync(quota with { Status = status }, "status", TestServer.Deadline);
        return server;
    }

    private static async Task<string?> TryAsync<T>(Func<Task<T>> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (ApiException error)
        {
            return error.Status.Message;
        }
    }
}
