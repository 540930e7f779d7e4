using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Client.Informers;
using Tiphys.Kubelet.References;
using Tiphys.Kubelet.Volumes;

namespace Tiphys.Kubelet.Environment;

/// <inheritdoc cref="IEnvironmentBuilder"/>
/// <param name="references">ConfigMaps and Secrets.</param>
/// <param name="services">All services of the cluster.</param>
internal sealed class EnvironmentBuilder(IReferencedObjects references, IInformer<Service> services) : IEnvironmentBuilder
{
    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> BuildAsync(
        Pod pod, Container container, PodFacts facts, PodVolumes volumes, CancellationToken cancellationToken)
    {
        if (!services.HasSynced)
        {
            throw new ContainerConfigException("services have not yet been read at least once, cannot construct envvars");
        }

        try
        {
            var ofServices = ServiceVariables.Of(
                services.List(pod.Metadata.Namespace), services.Get("default", "kubernetes"), pod.Spec.EnableServiceLinks ?? true);
            var own = new ContainerVariables(references, pod, container, facts, volumes, ofServices);
            await own.AddFromAsync(cancellationToken);
            await own.AddVariablesAsync(cancellationToken);
            return own.WithServices();
        }
        catch (Exception error) when (error is FormatException or ApiException or ReferenceException or IOException)
        {
            throw new ContainerConfigException(error.Message, error);
        }
    }
}
