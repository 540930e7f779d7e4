using Tiphys.ApiServer.Registry;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Handlers;

/// <summary>Keeps <c>metadata.managedFields</c> on every write that is not an apply.</summary>
public interface IManagedFieldsTracker
{
    /// <summary>The object with its managed fields brought up to date.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="value">The object about to be stored.</param>
    /// <param name="old">The object that it replaces; null for a create.</param>
    /// <param name="entry">What is stored of the old object; null when it is not stored in this form.</param>
    /// <param name="manager">Name of the field manager.</param>
    /// <param name="subresource">The subresource written through; may be empty.</param>
    /// <param name="now">Time of the write.</param>
    IKubernetesObject Track(ResourceInfo resource, IKubernetesObject value, IKubernetesObject? old, StoreEntry? entry, string manager, string subresource, Time now);
}

/// <summary>Server-side apply.</summary>
public interface IApplyEngine
{
    /// <summary>Merges an applied configuration into the live object (null when there is none yet), with its managed fields.</summary>
    /// <exception cref="Api.Errors.ApiException">Conflicts (409), or a configuration that does not fit the type.</exception>
    IKubernetesObject Apply(ResourceInfo resource, IKubernetesObject? live, StoreEntry? entry, ReadOnlyMemory<byte> configuration, string manager, bool force, string subresource, Time now);
}

/// <summary>Applies JSON patches, merge patches and strategic merge patches.</summary>
public interface IPatchEngine
{
    /// <summary>The patched JSON of an object; <paramref name="current"/> is well formed and does not change any more.</summary>
    /// <exception cref="Api.Errors.ApiException">The patch is malformed (400) or does not apply (422).</exception>
    ReadOnlyMemory<byte> Patch(ResourceInfo resource, string contentType, ReadOnlyMemory<byte> current, ReadOnlyMemory<byte> patch);
}
