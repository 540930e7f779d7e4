using System.Text;
using Tiphys.Api.Json;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Schemas;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>
/// A set of paths in an object, as a trie (<c>FieldsV1</c>). A node may be a member itself, have children, or both; a parent is
/// not a member because a child is. A set is not changed any more once it is built, so that sets share their parts.
/// </summary>
internal sealed class FieldSet
{
    private FieldSetChildren? _children;
    private byte[]? _utf8;

    /// <summary>The end of a path: a member without children, shared by all sets.</summary>
    public static FieldSet Leaf { get; } = new() { IsMember = true };

    /// <summary>True when the path that ends here is in the set.</summary>
    public bool IsMember { get; private init; }

    private ReadOnlySpan<KeyValuePair<string, FieldSet>> Children => _children is null ? default : _children.Entries;

    /// <summary>True when there is no path in the set.</summary>
    public bool IsEmpty => !IsMember && _children is null or { Count: 0 };

    /// <summary>Makes a set of paths of fields.</summary>
    public static FieldSet OfFields(params ReadOnlySpan<string[]> paths)
    {
        var set = new FieldSet();
        foreach (var path in paths)
        {
            set.Put([.. path.Select(PathElement.Field)], Leaf);
        }

        return set;
    }

    /// <summary>A node with these sets below it; null stands for none.</summary>
    public static FieldSet Of(FieldSetChildren? children, bool isMember) =>
        children is { Count: > 0 } ? new FieldSet { IsMember = isMember, _children = children } : isMember ? Leaf : new FieldSet();

    /// <summary>The set below a step; null when there is none.</summary>
    public FieldSet? Child(string element) => _children is not null && _children.TryGet(element, out var child) ? child : null;

    /// <summary>True when a path of one step is a member.</summary>
    public bool Has(string element) => Child(element) is { IsMember: true };

    /// <summary>True when a path is a member.</summary>
    public bool Has(IEnumerable<string> path)
    {
        var node = this;
        foreach (var element in path)
        {
            node = node.Child(element);
            if (node is null)
            {
                return false;
            }
        }

        return node.IsMember;
    }

    /// <summary>Puts a set at a path while this one is being built; the path of the whole object is never a member.</summary>
    public void Put(ReadOnlySpan<string> path, FieldSet set)
    {
        if (path.IsEmpty)
        {
            return;
        }

        _children ??= new();
        var first = path[0];
        var rest = path[1..];
        var present = Child(first);
        if (rest.IsEmpty)
        {
            _children.Set(first, present is null ? set : Combine(present, set));
            return;
        }

        // A leaf is shared, and a set that was put here belongs to others too: what is below a path goes into a node of our own.
        var node = new FieldSet { IsMember = present is { IsMember: true }, _children = present is { _children: { } own } ? new(own.Entries) : null };
        node.Put(rest, set);
        _children.Set(first, node);
    }

    /// <summary>Paths that are in either.</summary>
    public FieldSet Union(FieldSet other) => Combine(this, other);

    /// <summary>Paths that are in both.</summary>
    public FieldSet Intersection(FieldSet other) =>
        Select(IsMember && other.IsMember, (element, child) => other.Child(element) is { } right ? child.Intersection(right) : null);

    /// <summary>Paths that are here and not there.</summary>
    public FieldSet Difference(FieldSet other) =>
        Select(IsMember && !other.IsMember, (element, child) => other.Child(element) is { } right ? child.Difference(right) : child);

    /// <summary>Paths that are here, and neither they nor a parent are there.</summary>
    public FieldSet RecursiveDifference(FieldSet other) => Select(IsMember && !other.IsMember, (element, child) => other.Child(element) switch
    {
        null => child,
        { IsMember: true } => null,
        var right => child.RecursiveDifference(right),
    });

    /// <summary>The same set, in which declared fields that have a child in the set are members too.</summary>
    public FieldSet WithNamedFields(Schema schema) => Select(IsMember, (element, child) =>
    {
        var field = element[0] == 'f' && schema.Kind == SchemaKind.Object ? schema.Field(element[2..]) : null;
        var named = child.WithNamedFields(field?.Schema ?? schema.Items ?? ScalarSchemas.Any);
        return field is null || named.IsMember ? named : Of(named._children, isMember: true);
    });

    /// <summary>All paths in order.</summary>
    public IEnumerable<IReadOnlyList<string>> Paths()
    {
        var paths = new List<IReadOnlyList<string>>();
        Collect(paths, []);
        return paths;
    }

    /// <summary>A path as messages show it: <c>.spec.containers[name="a"].image</c>.</summary>
    public static string Readable(IEnumerable<string> path)
    {
        var text = new StringBuilder();
        foreach (var element in path)
        {
            PathElement.AppendReadable(text, element);
        }

        return text.ToString();
    }

    /// <summary>The set as <c>FieldsV1</c>, written once: most managers of an object stay as they are when it is written again.</summary>
    public byte[] ToUtf8()
    {
        if (_utf8 is null)
        {
            using var writer = new JsonWriter();
            Write(writer, withSelf: false);
            _utf8 = writer.ToArray();
        }

        return _utf8;
    }

    /// <summary>The set as a tree of <c>FieldsV1</c>.</summary>
    public JsonMap ToJson() => (JsonMap)JsonValue.Parse(ToUtf8());

    /// <summary>Reads <c>FieldsV1</c>.</summary>
    /// <exception cref="JsonDecodeException">The JSON is no set of fields.</exception>
    public static FieldSet FromJson(JsonValue json)
    {
        return Read(json as JsonMap ?? throw new JsonDecodeException("expected object"), isMember: false);
    }

    private void Write(JsonWriter writer, bool withSelf)
    {
        writer.StartObject();
        if (withSelf && _children is { Count: > 0 })
        {
            writer.NameOf(".");
            JsonMap.Empty.Write(writer);
        }

        foreach (var (element, child) in _children?.Sorted() ?? [])
        {
            writer.NameOf(element);
            child.Write(writer, child.IsMember);
        }

        writer.EndObject();
    }

    private static FieldSet Combine(FieldSet left, FieldSet right)
    {
        if (ReferenceEquals(left, right) || right.IsEmpty)
        {
            return left;
        }

        FieldSetChildren? children = null;
        foreach (var (element, child) in right.Children)
        {
            var other = left.Child(element);
            var both = other is null ? child : Combine(other, child);
            if (!ReferenceEquals(both, other))
            {
                (children ??= new(left.Children)).Set(element, both);
            }
        }

        // What is in already leaves the set as it is.
        var isMember = left.IsMember || right.IsMember;
        return children is null && isMember == left.IsMember ? left : Of(children ?? left._children, isMember);
    }

    private static FieldSet Read(JsonMap json, bool isMember)
    {
        var children = new FieldSetChildren(json.Count);
        foreach (var (name, value) in json)
        {
            if (name == ".")
            {
                isMember = true;
                continue;
            }

            if (PathElement.Parse(name) is not { } element)
            {
                // Steps of kinds to come are passed over, as upstream does.
                continue;
            }

            var inner = value as JsonMap ?? throw new JsonDecodeException("expected object");
            var child = inner.Count == 0 ? Leaf : Read(inner, isMember: false);
            children.Set(element, children.TryGet(element, out var present) ? Combine(present, child) : child);
        }

        return Of(children, isMember);
    }

    private FieldSet Select(bool isMember, Func<string, FieldSet, FieldSet?> convert)
    {
        var changed = isMember != IsMember;
        FieldSetChildren? children = null;
        foreach (var (element, child) in Children)
        {
            var kept = convert(element, child);
            changed |= !ReferenceEquals(kept, child) || child.IsEmpty;
            if (kept is { IsEmpty: false })
            {
                (children ??= new(Children.Length)).Add(element, kept);
            }
        }

        return changed ? Of(children, isMember) : this;
    }

    private void Collect(List<IReadOnlyList<string>> paths, string[] prefix)
    {
        // As upstream walks: the members of a level first, then what is below them.
        var sorted = _children?.Sorted() ?? [];
        paths.AddRange(sorted.Where(pair => pair.Value.IsMember).Select(pair => (string[])[.. prefix, pair.Key]));
        foreach (var (element, child) in sorted)
        {
            child.Collect(paths, [.. prefix, element]);
        }
    }
}
