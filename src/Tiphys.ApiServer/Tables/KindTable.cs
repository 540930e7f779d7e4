using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Tables;

/// <summary>The columns of a kind. Made by a <see cref="TableBuilder{TView}"/>.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Columns">The columns.</param>
/// <param name="WriteCells">Writes the cells of an object as members of an open JSON array.</param>
internal sealed record KindTable(
    GroupVersionKind Kind, ApiList<TableColumnDefinition> Columns, Action<JsonWriter, IKubernetesObject, DateTimeOffset> WriteCells)
{
    /// <summary>Remarks on a row.</summary>
    public Func<IKubernetesObject, ApiList<TableRowCondition>>? Conditions { get; init; }

    /// <summary>The order of rows, where it is not that of the list.</summary>
    public Func<IEnumerable<IKubernetesObject>, IEnumerable<IKubernetesObject>>? Order { get; init; }
}
