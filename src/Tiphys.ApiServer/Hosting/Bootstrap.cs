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
        foreach (var name in Namespaces)
        {
            await EnsureAsync(server, new Namespace { Metadata = new ObjectMeta { Name = name } }, cancellationToken);
        }

        foreach (var value in SystemPriorityClasses.All)
        {
            await EnsureAsync(server, value, cancellationToken);
        }

        foreach (var value in objects)
        {
            await EnsureAsync(server, value, cancellationToken);
        }
    }

    private static async Task EnsureAsync(ApiServerCore server, IKubernetesObject value, CancellationToken cancellationToken)
    {
        if (!server.Registry.TryGet(GroupVersionKind.Of(value.ApiVersion, value.Kind), out var resource))
        {
            throw new InvalidOperationException($"{value.ApiVersion} {value.Kind} is not served");
        }

        var context = new RequestContext { User = Self, Namespace = value.Metadata.Namespace, Clock = server.Clock };
        try
        {
            await server.Handlers.CreateAsync(context, resource, value, "kube-apiserver", cancellationToken);
        }
        catch (ApiException error) when (error.IsAlreadyExists)
        {
            // It is there from an earlier start.
        }
    }
}
