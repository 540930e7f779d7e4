using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Handlers;

/// <summary>Turns objects into the table that kubectl prints.</summary>
public interface ITablePrinter
{
    /// <summary>Writes a table with one row for each object as JSON; each step of the enumeration writes one more row, the last one the end.</summary>
    /// <returns>How many rows are written.</returns>
    IEnumerable<int> Write(JsonWriter output, TableRequest request);
}

/// <summary>What goes into a table.</summary>
public sealed record TableRequest
{
    /// <summary>Kind of the objects.</summary>
    public required GroupVersionKind Kind { get; init; }

    /// <summary>The objects, with their resource versions. Read once.</summary>
    public required IEnumerable<IKubernetesObject> Objects { get; init; }

    /// <summary>Metadata of the list, or version of the single object.</summary>
    public required ListMeta Metadata { get; init; }

    /// <summary>What a row carries of its object: <c>Metadata</c>, <c>Object</c> or <c>None</c>.</summary>
    public string IncludeObject { get; init; } = "Metadata";

    /// <summary>Leaves the columns out, in watches after the first event.</summary>
    public bool NoHeaders { get; init; }

    /// <summary>Version of meta.k8s.io: v1 or v1beta1.</summary>
    public string Version { get; init; } = "v1";
}
