using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Tables;

/// <summary>Lists the columns of a kind, each with how its cell is made: <c>new TableBuilder&lt;Secret&gt;().Name().Text("Type", …, secret => secret.Type)</c>.</summary>
/// <typeparam name="TView">What cells are made from: the object, or what was worked out of it once for a row.</typeparam>
internal sealed class TableBuilder<TView>
{
    private readonly List<TableColumnDefinition> _columns = [];
    private readonly List<Action<JsonWriter, TView, ObjectMeta, DateTimeOffset>> _cells = [];

    /// <summary>The column that names the object.</summary>
    public TableBuilder<TView> Name(Func<TView, ObjectMeta, string>? name = null, string format = "name") =>
        Add("Name", "string", format, "Name of the object, unique within its namespace.", (cells, view, metadata, _) =>
            cells.String(name is null ? metadata.Name : name(view, metadata)));

    /// <summary>The column of how long ago the object was created.</summary>
    public TableBuilder<TView> Age() =>
        Add("Age", "string", "", "How long ago the object was created.", (cells, _, metadata, now) => cells.String(Ages.Since(metadata.CreationTimestamp, now)));

    /// <summary>The column of when the object was created, for kinds that have nothing else to show.</summary>
    public TableBuilder<TView> CreatedAt() =>
        Add("Created At", "date", "", "When the object was created.", (cells, _, metadata, _) => cells.String(metadata.CreationTimestamp.ToString()));

    /// <summary>A column of text.</summary>
    public TableBuilder<TView> Text(string name, string description, Func<TView, string> cell, string format = "") =>
        Add(name, "string", format, description, (cells, view, _, _) => cells.String(cell(view)));

    /// <summary>A column of text that depends on the time.</summary>
    public TableBuilder<TView> Text(string name, string description, Func<TView, DateTimeOffset, string> cell) =>
        Add(name, "string", "", description, (cells, view, _, now) => cells.String(cell(view, now)));

    /// <summary>A column of numbers.</summary>
    public TableBuilder<TView> Integer(string name, string description, Func<TView, long> cell) =>
        Add(name, "integer", "", description, (cells, view, _, _) => cells.Integer(cell(view)));

    /// <summary>A column of numbers, or <c>&lt;none&gt;</c>, described as text.</summary>
    public TableBuilder<TView> Number(string name, string description, Func<TView, long?> cell) => Add(name, "string", "", description, (cells, view, _, _) =>
    {
        if (cell(view) is { } number)
        {
            cells.Integer(number);
        }
        else
        {
            cells.String(TableText.None);
        }
    });

    /// <summary>A column of truth values.</summary>
    public TableBuilder<TView> Boolean(string name, string description, Func<TView, bool> cell) =>
        Add(name, "boolean", "", description, (cells, view, _, _) => cells.Boolean(cell(view)));

    /// <summary>Shows the last column in wide output only.</summary>
    public TableBuilder<TView> Wide()
    {
        _columns[^1] = _columns[^1] with { Priority = 1 };
        return this;
    }

    /// <summary>Describes the last column as of another type than that of its cells, as upstream does in places.</summary>
    public TableBuilder<TView> Typed(string type)
    {
        _columns[^1] = _columns[^1] with { Type = type };
        return this;
    }

    /// <summary>Keeps the last cell but leaves its column out of the description.</summary>
    public TableBuilder<TView> Undescribed()
    {
        _columns.RemoveAt(_columns.Count - 1);
        return this;
    }

    /// <summary>The table of a kind whose objects are first turned into what the cells are made from.</summary>
    public KindTable Build<T>(Func<T, DateTimeOffset, TView> view)
        where T : class, IKubernetesObject<T>
    {
        var cells = _cells.ToArray();
        return new KindTable(T.GroupVersionKind, _columns.ToApiList(), (writer, value, now) =>
        {
            var row = view((T)value, now);
            foreach (var cell in cells)
            {
                cell(writer, row, value.Metadata, now);
            }
        });
    }

    private TableBuilder<TView> Add(
        string name, string type, string format, string description, Action<JsonWriter, TView, ObjectMeta, DateTimeOffset> cell)
    {
        _columns.Add(new TableColumnDefinition { Name = name, Type = type, Format = format, Description = description });
        _cells.Add(cell);
        return this;
    }
}

/// <summary>Shorthand.</summary>
internal static class TableBuilder
{
    /// <summary>The table of a kind whose cells are made from the object itself.</summary>
    public static KindTable Build<T>(this TableBuilder<T> builder)
        where T : class, IKubernetesObject<T> => builder.Build<T>(static (value, _) => value);
}
