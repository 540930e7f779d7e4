using Tiphys.Api.ApiRegistration.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.InProcess;

namespace Tiphys.ApiServer.Upkeep;

/// <summary>Registers the groups that the server serves itself (pkg/controlplane/apiserver/aggregator.go): once at every start.</summary>
internal static class LocalAPIServices
{
    private const string ManagedLabel = "kube-aggregator.kubernetes.io/automanaged";
    private const string ManagedOnStart = "onstart";

    // Where groups stand in discovery, highest first, and their versions among each other.
    private static readonly (string Group, string Version, int GroupPriority, int VersionPriority)[] Priorities =
    [
        ("", "v1", 18000, 1),
        ("apps", "v1", 17800, 15),
        ("events.k8s.io", "v1", 17750, 15),
        ("authentication.k8s.io", "v1", 17700, 15),
        ("authorization.k8s.io", "v1", 17600, 15),
        ("autoscaling", "v1", 17500, 15),
        ("autoscaling", "v2", 17500, 30),
        ("batch", "v1", 17400, 15),
        ("certificates.k8s.io", "v1", 17300, 15),
        ("networking.k8s.io", "v1", 17200, 15),
        ("policy", "v1", 17100, 15),
        ("rbac.authorization.k8s.io", "v1", 17000, 15),
        ("storage.k8s.io", "v1", 16800, 15),
        ("apiextensions.k8s.io", "v1", 16700, 15),
        ("admissionregistration.k8s.io", "v1", 16700, 15),
        ("scheduling.k8s.io", "v1", 16600, 15),
        ("coordination.k8s.io", "v1", 16500, 15),
        ("node.k8s.io", "v1", 16300, 15),
        ("discovery.k8s.io", "v1", 16200, 15),
        ("resource.k8s.io", "v1", 16200, 21),
        ("flowcontrol.apiserver.k8s.io", "v1", 16100, 21),
    ];

    /// <summary>Creates what is missing and puts right what says otherwise.</summary>
    public static Task EnsureAsync(ApiServerCore server, CancellationToken cancellationToken)
    {
        var client = ServerClient.Of(server);
        var served = server.Registry.All.Select(resource => (resource.Group, resource.Kind.Version)).ToHashSet();
        return Task.WhenAll(Priorities.Where(each => served.Contains((each.Group, each.Version))).Select(each => EnsureAsync(client, Make(each), cancellationToken)));
    }

    private static APIService Make((string Group, string Version, int GroupPriority, int VersionPriority) entry) => new()
    {
        Metadata = new ObjectMeta { Name = $"{entry.Version}.{entry.Group}", Labels = ApiMap.Of(ManagedLabel, ManagedOnStart) },
        Spec = new APIServiceSpec
        {
            Group = entry.Group,
            Version = entry.Version,
            GroupPriorityMinimum = entry.GroupPriority,
            VersionPriority = entry.VersionPriority,
        },
    };

    private static async Task EnsureAsync(InProcessClient client, APIService wanted, CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateAsync(wanted, cancellationToken);
        }
        catch (ApiException error) when (error.IsAlreadyExists)
        {
            var found = await client.GetAsync<APIService>(null, wanted.Metadata.Name, cancellationToken);
            if (found.Metadata.Labels.GetValueOrDefault(ManagedLabel) == ManagedOnStart && found.Spec != wanted.Spec)
            {
                await client.UpdateAsync(found with { Spec = wanted.Spec }, null, cancellationToken);
            }
        }
    }
}
