using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Requests;

namespace Tiphys.ApiServer.Hosting;

/// <summary>Creates what every cluster has.</summary>
internal static class Bootstrap
{
    private static readonly string[] Namespaces = ["default", "kube-system", "kube-public", "kube-node-lease"];

    private static readonly UserInfo Self = new() { Name = "system:apiserver", Groups = ["system:masters", "system:authenticated"] };

    public static async Task EnsureAsync(ApiServerCore server, IReadOnlyList<IKubernetesObject> objects, CancellationToken cancellationToken)
    {
        await EnsureAllAsync(
            server, Namespaces.Select(name => (IKubernetesObject)new Namespace { Metadata = new ObjectMeta { Name = name } }).Select(WithManager), cancellationToken);
        await EnsureAllAsync(
            server, SystemPriorityClasses.All.Select(WithManager).Concat(objects.Select(WithManager)).Concat(BootstrapObjects.Read()), cancellationToken);
    }

    private static (IKubernetesObject Value, string Manager) WithManager(IKubernetesObject value) => (value, "kube-apiserver");

    // All at once: the store writes them together.
    private static Task EnsureAllAsync(ApiServerCore server, IEnumerable<(IKubernetesObject Value, string Manager)> objects, CancellationToken cancellationToken) =>
        Task.WhenAll(objects.Select(each => EnsureAsync(server, each.Value, each.Manager, cancellationToken)));

    private static async Task EnsureAsync(ApiServerCore server, IKubernetesObject value, string manager, CancellationToken cancellationToken)
    {
        if (!server.Registry.TryGet(GroupVersionKind.Of(value.ApiVersion, value.Kind), out var resource))
        {
            throw new InvalidOperationException($"{value.ApiVersion} {value.Kind} is not served");
        }

        var context = new RequestContext { User = Self, Namespace = value.Metadata.Namespace, Clock = server.Clock };
        try
        {
            await server.Handlers.CreateAsync(context, resource, value, manager, cancellationToken);
        }
        catch (ApiException error) when (error.IsAlreadyExists)
        {
            // It is there from an earlier start.
        }
    }
}
