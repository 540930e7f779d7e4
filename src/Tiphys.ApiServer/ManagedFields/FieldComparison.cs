using System.Runtime.InteropServices;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Schemas;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>Which fields differ between two objects of one type.</summary>
internal sealed class FieldComparison
{
    private readonly List<string> _path = [];

    private FieldComparison()
    {
    }

    /// <summary>Fields that only the first object has.</summary>
    public FieldSet Removed { get; private set; } = new();

    /// <summary>Fields that both have with different values.</summary>
    public FieldSet Modified { get; private set; } = new();

    /// <summary>Fields that only the second object has.</summary>
    public FieldSet Added { get; private set; } = new();

    /// <summary>Modified and added fields.</summary>
    public FieldSet Changed => Modified.Union(Added);

    /// <summary>Compares two objects.</summary>
    public static FieldComparison Of(Schema schema, JsonMap before, JsonMap after)
    {
        var comparison = new FieldComparison();
        comparison.Compare(schema, before, after);
        return comparison;
    }

    /// <summary>The same without some fields and what is below them.</summary>
    public FieldComparison Without(FieldSet? ignored) => ignored is null ? this : new FieldComparison
    {
        Removed = Removed.RecursiveDifference(ignored),
        Modified = Modified.RecursiveDifference(ignored),
        Added = Added.RecursiveDifference(ignored),
    };

    private ReadOnlySpan<string> Path => CollectionsMarshal.AsSpan(_path);

    private void Compare(Schema schema, JsonValue? left, JsonValue? right)
    {
        if (ReferenceEquals(left, right))
        {
            return;
        }

        if (left is null)
        {
            Added.Put(Path, FieldSetBuilder.Everything(schema, right!));
            return;
        }

        if (right is null)
        {
            Removed.Put(Path, FieldSetBuilder.Everything(schema, left));
            return;
        }

        var shape = TypedShape.Of(schema, right);
        if (TypedShape.Of(schema, left) is var other && other != shape)
        {
            Visit(schema, other, left, right);
        }

        Visit(schema, shape, left, right);
    }

    private void Visit(Schema schema, ShapeKind shape, JsonValue left, JsonValue right)
    {
        if (TypedShape.IsAtomic(schema, shape) || !(HasParts(shape, left) || HasParts(shape, right)))
        {
            if (!left.Equals(right))
            {
                Modified.Put(Path, FieldSet.Leaf);
            }
        }
        else if (shape == ShapeKind.Map)
        {
            CompareMembers(schema, left as JsonMap ?? JsonMap.Empty, right as JsonMap ?? JsonMap.Empty);
        }
        else
        {
            CompareItems(schema, left as JsonList ?? JsonList.Empty, right as JsonList ?? JsonList.Empty);
        }
    }

    private static bool HasParts(ShapeKind shape, JsonValue value) =>
        shape == ShapeKind.Map ? value is JsonMap { Count: > 0 } : value is JsonList { Count: > 0 };

    private void CompareMembers(Schema schema, JsonMap left, JsonMap right)
    {
        // Most of an object stays as it is, and to compare texts is far cheaper than to read them.
        if (left.HasTextOf(right))
        {
            return;
        }

        foreach (var (name, value) in left.AsSpan())
        {
            CompareMember(schema, name, value, right[name]);
        }

        foreach (var (name, value) in right.AsSpan())
        {
            if (!left.Has(name))
            {
                CompareMember(schema, name, null, value);
            }
        }
    }

    private void CompareMember(Schema schema, string name, JsonValue? left, JsonValue? right)
    {
        if (TypedShape.Member(schema, name) is { } member)
        {
            CompareAt(PathElement.Field(name), member, left, right);
        }
    }

    private void CompareAt(string element, Schema schema, JsonValue? left, JsonValue? right)
    {
        _path.Add(element);
        Compare(schema, left, right);
        _path.RemoveAt(_path.Count - 1);
    }

    private void CompareItems(Schema schema, JsonList left, JsonList right)
    {
        // To compare costs less than to name the items, and most lists stay as they are.
        if (left.Equals(right))
        {
            return;
        }

        var item = TypedShape.Item(schema);
        var lefts = Group(schema, left);
        var rights = Group(schema, right);
        foreach (var (element, before) in lefts)
        {
            CompareGroups(element, item, before, rights.GetValueOrDefault(element) ?? []);
        }

        foreach (var (element, after) in rights)
        {
            if (!lefts.ContainsKey(element))
            {
                CompareGroups(element, item, [], after);
            }
        }
    }

    private void CompareGroups(string element, Schema item, List<JsonValue> before, List<JsonValue> after)
    {
        if (before.Count <= 1 && after.Count <= 1)
        {
            CompareAt(element, item, before.FirstOrDefault(), after.FirstOrDefault());
            return;
        }

        // Items that are there several times are one value.
        string[] path = [.. _path, element];
        if (before.Count >= 2 && after.Count >= 2)
        {
            if (!before.SequenceEqual(after))
            {
                Modified.Put(path, FieldSet.Leaf);
            }
        }
        else if (before.Count >= 2)
        {
            CompareSingle(element, item, null, after.FirstOrDefault());
            Removed.Put(path, FieldSet.Leaf);
        }
        else
        {
            CompareSingle(element, item, before.FirstOrDefault(), null);
            Added.Put(path, FieldSet.Leaf);
        }
    }

    private void CompareSingle(string element, Schema item, JsonValue? left, JsonValue? right)
    {
        if (left is not null || right is not null)
        {
            CompareAt(element, item, left, right);
        }
    }

    private static Dictionary<string, List<JsonValue>> Group(Schema schema, JsonList list)
    {
        var groups = new Dictionary<string, List<JsonValue>>(list.Count, StringComparer.Ordinal);
        foreach (var item in list)
        {
            if (TypedShape.ItemElement(schema, item, out _) is not { } element)
            {
                continue;
            }

            if (groups.TryGetValue(element, out var group))
            {
                group.Add(item);
            }
            else
            {
                groups.Add(element, [item]);
            }
        }

        return groups;
    }
}
