using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>All containers of a pod with their places: init containers, containers, ephemeral ones (pkg/apis/core/pods).</summary>
internal static class ContainerVisit
{
    public static IEnumerable<(Container Container, FieldPath Path)> All(PodSpec spec, FieldPath path) =>
    [
        .. In(spec.InitContainers, path.Child("initContainers")),
        .. In(spec.Containers, path.Child("containers")),
        .. In(spec.EphemeralContainers.Select(container => ContainerDefaults.AsContainer(container.EphemeralContainerCommon)), path.Child("ephemeralContainers")),
    ];

    /// <summary>The pod with every container converted; ephemeral ones stay as they are.</summary>
    public static PodSpec Map(PodSpec spec, Func<Container, Container> convert) => spec with
    {
        InitContainers = spec.InitContainers.Map(convert),
        Containers = spec.Containers.Map(convert),
    };

    private static IEnumerable<(Container Container, FieldPath Path)> In(IEnumerable<Container> containers, FieldPath path) =>
        containers.Select((container, index) => (container, path.Index(index)));
}
