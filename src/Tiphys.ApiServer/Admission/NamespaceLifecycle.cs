using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Storage;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Admission;

/// <summary>Nothing is created in a namespace that does not exist or is being deleted, and the system's namespaces are not deleted.</summary>
internal sealed class NamespaceLifecycle(IStore store, ResourceRegistry registry) : IAdmissionPlugin
{
    private static readonly string[] Immortal = ["default", "kube-system", "kube-public"];

    private readonly ResourceInfo _namespaces = registry.For<Namespace>();

    public ValueTask<IKubernetesObject> MutateAsync(AdmissionRequest request, IKubernetesObject value, CancellationToken cancellationToken)
    {
        if (request.Operation == "CREATE" && request.Resource.Namespaced)
        {
            CheckNamespace(request, request.Context.Namespace);
        }

        return ValueTask.FromResult(value);
    }

    public ValueTask ValidateAsync(AdmissionRequest request, IKubernetesObject? value, CancellationToken cancellationToken)
    {
        if (request.Operation == "DELETE" && request.Resource == _namespaces && Immortal.Contains(request.Name))
        {
            throw StatusErrors.Forbidden("", "namespaces", request.Name, "this namespace may not be deleted");
        }

        return ValueTask.CompletedTask;
    }

    private void CheckNamespace(AdmissionRequest request, string ns)
    {
        var entry = store.Get(_namespaces.Key("", ns)) ?? throw StatusErrors.NotFound("", "namespaces", ns);
        if (ObjectJson.Decode(_namespaces, entry).Metadata.DeletionTimestamp is null)
        {
            return;
        }

        var error = StatusErrors.Forbidden(
            request.Resource.Group, request.Resource.Plural, request.Name, $"unable to create new content in namespace {ns} because it is being terminated");
        var cause = new StatusCause { Type = "NamespaceTerminating", Message = $"namespace {ns} is being terminated", Field = "metadata.namespace" };
        throw new ApiException(error.Status with { Details = error.Status.Details! with { Causes = [cause] } });
    }
}
