using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;

namespace Tiphys.Network;

/// <summary>Namespace and name of a Service.</summary>
internal readonly record struct ServiceKey(string Namespace, string Name)
{
    internal const string ServiceNameLabel = "kubernetes.io/service-name";

    internal static ServiceKey Of(Service service) => new(service.Metadata.Namespace, service.Metadata.Name);

    /// <summary>The Service that a slice belongs to; null if it does not say.</summary>
    internal static ServiceKey? Of(EndpointSlice? slice) =>
        slice?.Metadata.Labels.GetValueOrDefault(ServiceNameLabel) is { Length: > 0 } name ? new ServiceKey(slice.Metadata.Namespace, name) : null;
}
