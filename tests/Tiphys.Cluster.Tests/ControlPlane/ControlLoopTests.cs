using System.Net;
using Tiphys.Api.Apps.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client;
using Tiphys.Client.Http;
using Tiphys.Client.Configuration;
using Tiphys.Cluster.ControlPlane;

namespace Tiphys.Cluster.Tests.ControlPlane;

/// <summary>Controllers and scheduler beside the API server, driven from outside by a client.</summary>
public sealed class ControlLoopTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly string _directory = Directory.CreateTempSubdirectory("tiphys-control-loops-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_pods_of_a_deployment_are_made_and_bound_to_the_node_that_has_room()
    {
        await using var controlPlane = await Cluster.ControlPlane.ControlPlane.StartAsync(
            new ControlPlaneOptions { DataDirectory = _directory, Listen = new IPEndPoint(IPAddress.Loopback, 0) }, loggers: null, CancellationToken.None);
        using var deadline = new CancellationTokenSource(Deadline);
        using var client = new HttpKubernetesClient(Kubeconfig.Parse(controlPlane.AdminKubeconfig(), _directory).Resolve());
        await AddNodeAsync(client, "small", "100m", deadline.Token);
        await AddNodeAsync(client, "large", "4", deadline.Token);
        await client.CreateAsync(Web(replicas: 3), deadline.Token);

        var bound = 0;
        await foreach (var notice in client.WatchAsync<Pod>("default", new WatchRequest { SendInitialEvents = true }, deadline.Token))
        {
            if (notice.Object is { Spec.NodeName.Length: > 0 } pod && notice.Type == WatchNoticeType.Modified)
            {
                Assert.Equal("large", pod.Spec.NodeName);
                if (++bound == 3)
                {
                    break;
                }
            }
        }

        Assert.Equal(3, bound);
        Assert.False(controlPlane.Completion.IsCompleted);
    }

    private static async Task AddNodeAsync(IKubernetesClient client, string name, string cpu, CancellationToken cancellationToken)
    {
        ApiMap<Quantity> room = [KeyValuePair.Create<string, Quantity>("cpu", cpu), KeyValuePair.Create<string, Quantity>("memory", "8Gi"), KeyValuePair.Create<string, Quantity>("pods", "110")];
        var node = await client.CreateAsync(new Node { Metadata = new ObjectMeta { Name = name } }, cancellationToken);
        var status = new NodeStatus { Capacity = room, Allocatable = room, Conditions = [new NodeCondition { Type = "Ready", Status = "True" }] };

        // Without a version: controllers write to the node from its first moment on.
        await client.UpdateAsync(node with { Metadata = node.Metadata with { ResourceVersion = "" }, Status = status }, "status", cancellationToken);
    }

    private static Deployment Web(int replicas) => new()
    {
        Metadata = new ObjectMeta { Name = "web", Namespace = "default" },
        Spec = new DeploymentSpec
        {
            Replicas = replicas,
            Selector = new LabelSelector { MatchLabels = ApiMap.Of("app", "web") },
            Template = new PodTemplateSpec
            {
                Metadata = new ObjectMeta { Labels = ApiMap.Of("app", "web") },
                Spec = new PodSpec
                {
                    Containers = [new Container { Name = "web", Image = "example.test/web:1", Resources = new ResourceRequirements { Requests = ApiMap.Of<Quantity>("cpu", "500m") } }],
                },
            },
        },
    };
}
