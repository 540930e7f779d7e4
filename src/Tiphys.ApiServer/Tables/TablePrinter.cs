using System.Collections.Frozen;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Handlers;

namespace Tiphys.ApiServer.Tables;

/// <summary>Prints built-in kinds with upstream's columns, and others with their name and date.</summary>
internal sealed class TablePrinter(TimeProvider clock) : ITablePrinter
{
    private static readonly FrozenDictionary<GroupVersionKind, KindTable> Tables = KindTables.All.ToFrozenDictionary(table => table.Kind);

    private static readonly KindTable Fallback = new(
        new("", "", ""),
        [
            new TableColumnDefinition { Name = "Name", Type = "string", Format = "name", Description = "Name of the object, unique within its namespace." },
            new TableColumnDefinition { Name = "Created At", Type = "date", Description = "When the object was created." },
        ],
        static (cells, value, _) =>
        {
            cells.String(value.Metadata.Name);
            cells.String(value.Metadata.CreationTimestamp.ToString());
        });

    public IEnumerable<int> Write(JsonWriter output, TableRequest request)
    {
        var table = Tables.GetValueOrDefault(request.Kind, Fallback);
        var rows = 0;
        WriteHead(output, request, table);
        var now = clock.GetUtcNow();
        foreach (var value in table.Order is { } order ? order(request.Objects) : request.Objects)
        {
            WriteRow(output, request, table, value, now);
            yield return ++rows;
        }

        output.EndArray();
        output.EndObject();
    }

    private static void WriteHead(JsonWriter output, TableRequest request, KindTable table)
    {
        output.StartObject();
        output.NameOf("kind");
        output.String("Table");
        output.NameOf("apiVersion");
        output.String("meta.k8s.io/" + request.Version);
        output.NameOf("metadata");
        request.Metadata.WriteJson(output);
        output.NameOf("columnDefinitions");
        WriteColumns(output, request.NoHeaders ? default : table.Columns);
        output.NameOf("rows");
        output.StartArray();
    }

    private static void WriteColumns(JsonWriter output, ApiList<TableColumnDefinition> columns)
    {
        if (columns.IsDefault)
        {
            output.Null();
            return;
        }

        output.StartArray();
        foreach (var column in columns)
        {
            column.WriteJson(output);
        }

        output.EndArray();
    }

    private static void WriteRow(JsonWriter output, TableRequest request, KindTable table, IKubernetesObject value, DateTimeOffset now)
    {
        output.StartObject();
        output.NameOf("cells");
        output.StartArray();
        table.WriteCells(output, value, now);
        output.EndArray();
        WriteConditions(output, table.Conditions?.Invoke(value) ?? default);
        output.NameOf("object");
        WriteObject(output, request, value);
        output.EndObject();
    }

    private static void WriteConditions(JsonWriter output, ApiList<TableRowCondition> conditions)
    {
        if (conditions.IsEmpty)
        {
            return;
        }

        output.NameOf("conditions");
        output.StartArray();
        foreach (var condition in conditions)
        {
            condition.WriteJson(output);
        }

        output.EndArray();
    }

    private static void WriteObject(JsonWriter output, TableRequest request, IKubernetesObject value)
    {
        switch (request.IncludeObject)
        {
            case "None":
                output.Null();
                break;
            case "Object":
                value.WriteJson(output);
                break;
            default:
                PartialMetadataJson.Write(output, value.Metadata, request.Version);
                break;
        }
    }
}
