using Tiphys.Api.Core.V1;

namespace Tiphys.Controllers.EndpointSlices;

/// <summary>Labels of slices: those of their Service, and those by which they are found.</summary>
internal static class SliceLabels
{
    public const string ServiceName = "kubernetes.io/service-name";
    public const string ManagedBy = "endpointslice.kubernetes.io/managed-by";
    public const string Manager = "endpointslice-controller.k8s.io";

    public static ApiMap<string> Of(Service service)
    {
        var labels = service.Metadata.Labels.Remove(ServiceEndpoints.Headless).SetItem(ServiceName, service.Metadata.Name).SetItem(ManagedBy, Manager);
        return ServiceEndpoints.HasAddress(service) ? labels : labels.SetItem(ServiceEndpoints.Headless, "");
    }
}
