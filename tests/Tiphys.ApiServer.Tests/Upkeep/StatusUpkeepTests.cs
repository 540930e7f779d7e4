using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.ApiRegistration.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.FlowControl.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Kinds;
using Tiphys.ApiServer.Tests.Support;
using Tiphys.ApiServer.Upkeep;
using Tiphys.Client;

namespace Tiphys.ApiServer.Tests.Upkeep;

public sealed class StatusUpkeepTests
{
    [Fact]
    public async Task A_registered_group_without_its_service_is_told_to_be_unavailable()
    {
        await using var server = await TestServer.StartAsync([.. KindStrategies.All]);
        await using var upkeep = StatusUpkeep.Start(server.Core, NullLoggerFactory.Instance);
        await server.Client.CreateAsync(Remote(), TestServer.Deadline);
        Assert.Equal("ServiceNotFound", await ReasonAsync(server, reason => reason.Length > 0));
    }

    [Fact]
    public async Task A_service_that_listens_elsewhere_is_told()
    {
        await using var server = await TestServer.StartAsync([.. KindStrategies.All]);
        await server.Client.CreateAsync(
            new Service { Metadata = new ObjectMeta { Name = "s", Namespace = "default" }, Spec = new ServiceSpec { ClusterIP = "10.96.0.9", Ports = [new ServicePort { Port = 80 }] } },
            TestServer.Deadline);
        await using var upkeep = StatusUpkeep.Start(server.Core, NullLoggerFactory.Instance);
        await server.Client.CreateAsync(Remote(), TestServer.Deadline);
        Assert.Equal("ServicePortError", await ReasonAsync(server, reason => reason.Length > 0));
    }

    [Fact]
    public async Task A_group_that_the_server_serves_is_registered_and_put_right_at_the_next_start()
    {
        await using var server = await TestServer.StartAsync([.. KindStrategies.All]);
        await LocalAPIServices.EnsureAsync(server.Core, TestServer.Deadline);
        var apps = await server.Client.GetAsync<APIService>(null, "v1.apps", TestServer.Deadline);
        Assert.Equal(("Local", 17800), (apps.Status.Conditions[0].Reason, apps.Spec.GroupPriorityMinimum));

        await server.Client.UpdateAsync(apps with { Spec = apps.Spec with { GroupPriorityMinimum = 1 } }, null, TestServer.Deadline);
        await LocalAPIServices.EnsureAsync(server.Core, TestServer.Deadline);
        Assert.Equal(17800, (await server.Client.GetAsync<APIService>(null, "v1.apps", TestServer.Deadline)).Spec.GroupPriorityMinimum);
    }

    [Fact]
    public async Task A_flow_schema_tells_whether_its_priority_level_is_there()
    {
        await using var server = await TestServer.StartAsync([.. KindStrategies.All]);
        await using var upkeep = StatusUpkeep.Start(server.Core, NullLoggerFactory.Instance);
        var schema = new FlowSchema
        {
            Metadata = new ObjectMeta { Name = "f" },
            Spec = new FlowSchemaSpec { PriorityLevelConfiguration = new PriorityLevelConfigurationReference { Name = "mine" } },
        };
        await server.Client.CreateAsync(schema, TestServer.Deadline);
        await SchemaAsync(server, "NotFound");

        var level = new PriorityLevelConfiguration
        {
            Metadata = new ObjectMeta { Name = "mine" },
            Spec = new PriorityLevelConfigurationSpec { Type = "Limited", Limited = new LimitedPriorityLevelConfiguration { LimitResponse = new LimitResponse { Type = "Reject" } } },
        };
        await server.Client.CreateAsync(level, TestServer.Deadline);
        var found = await SchemaAsync(server, "Found");
        Assert.Contains(found.Metadata.ManagedFields, entry => entry is { Manager: "api-priority-and-fairness-config-consumer-v1", Subresource: "status" });
    }

    private static APIService Remote() => new()
    {
        Metadata = new ObjectMeta { Name = "v1.a.io" },
        Spec = new APIServiceSpec
        {
            Group = "a.io",
            Version = "v1",
            GroupPriorityMinimum = 100,
            VersionPriority = 10,
            Service = new ServiceReference { Namespace = "default", Name = "s" },
        },
    };

    private static async Task<string> ReasonAsync(TestServer server, Func<string, bool> isWanted)
    {
        await foreach (var notice in server.Client.WatchAsync<APIService>(null, new WatchRequest { SendInitialEvents = true }, TestServer.Deadline))
        {
            if (notice.Object is { Status.Conditions: [{ } condition] } && isWanted(condition.Reason))
            {
                return condition.Reason;
            }
        }

        throw new InvalidOperationException("the watch ended");
    }

    private static async Task<FlowSchema> SchemaAsync(TestServer server, string reason)
    {
        await foreach (var notice in server.Client.WatchAsync<FlowSchema>(null, new WatchRequest { SendInitialEvents = true }, TestServer.Deadline))
        {
            if (notice.Object is { } schema && schema.Status.Conditions.Any(condition => condition.Reason == reason))
            {
                return schema;
            }
        }

        throw new InvalidOperationException("the watch ended");
    }
}
