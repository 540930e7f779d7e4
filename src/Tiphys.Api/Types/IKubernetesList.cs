using Tiphys.Api.Meta.V1;

namespace Tiphys.Api;

/// <summary>A list of root objects, as a LIST request answers it.</summary>
/// <typeparam name="TItem">Type of the objects.</typeparam>
public interface IKubernetesList<TItem>
{
    /// <summary>Version and continuation of the list.</summary>
    ListMeta Metadata { get; }

    /// <summary>The objects.</summary>
    ApiList<TItem> Items { get; }
}
