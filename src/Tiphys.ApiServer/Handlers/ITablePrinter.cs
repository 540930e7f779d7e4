using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.Handlers;

/// <summary>Turns objects into the table that kubectl prints.</summary>
public interface ITablePrinter
{
    /// <summary>A table with one row for each object.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="objects">The objects, with their resource versions.</param>
    /// <param name="includeObject">What a row carries of its object: <c>Metadata</c> (default), <c>Object</c> or <c>None</c>.</param>
    /// <param name="metadata">Metadata of the list, or version of the single object.</param>
    Table Print(ResourceInfo resource, IReadOnlyList<IKubernetesObject> objects, string includeObject, ListMeta metadata);
}
