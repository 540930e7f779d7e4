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
    private static readonly Dictionary<string, FieldSet> Childless = [];

    private Dictionary<string, FieldSet>? _children;
    private byte[]? _utf8;

    /// <summary>True when the path that ends here is in the set.</summary>
    public bool IsMember { get; set; }

    /// <summary>True when there is no path in the set.</summary>
    public bool IsEmpty => !IsMember && _children is null or { Count: 0 };

    /// <summary>Makes a set of paths of fields.</summary>
    public static FieldSet OfFields(params ReadOnlySpan<string[]> paths)
    {
        var set = new FieldSet();
        foreach (var path in paths)
        {
            set.Insert([.. path.Select(PathElement.Field)]);
        }

        return set;
    }

    /// <summary>The set below a step; null when there is none.</summary>
    public FieldSet? Child(string element) => _children?.GetValueOrDefault(element);

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

    /// <summary>The set below a step, made when there is none.</summary>
    public FieldSet Descend(string element)
    {
        _children ??= new(StringComparer.Ordinal);
        if (!_children.TryGetValue(element, out var child))
        {
            _children.Add(element, child = new FieldSet());
        }

        return child;
    }

    /// <summary>Adds a path; the path of the whole object is never a member.</summary>
    public void Insert(IEnumerable<string> path)
    {
        var node = path.Aggregate(this, (current, element) => current.Descend(element));
        node.IsMember = node != this;
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
        return field is null || named.IsMember ? named : new FieldSet { IsMember = true, _children = named._children };
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
        var set = new FieldSet();
        set.Read(json as JsonMap ?? throw new JsonDecodeException("expected object"));
        return set;
    }

    private void Write(JsonWriter writer, bool withSelf)
    {
        writer.StartObject();
        if (withSelf && _children is { Count: > 0 })
        {
            writer.NameOf(".");
            JsonMap.Empty.Write(writer);
        }

        foreach (var (element, child) in Sorted())
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

        Dictionary<string, FieldSet>? children = null;
        foreach (var (element, child) in right._children ?? Childless)
        {
            var other = left.Child(element);
            var both = other is null ? child : Combine(other, child);
            if (!ReferenceEquals(both, other))
            {
                children ??= new(left._children ?? Childless, StringComparer.Ordinal);
                children[element] = both;
            }
        }

        // What is in already leaves the set as it is.
        var isMember = left.IsMember || right.IsMember;
        return children is null && isMember == left.IsMember ? left : new FieldSet { IsMember = isMember, _children = children ?? left._children };
    }

    private void Read(JsonMap json)
    {
        foreach (var (name, value) in json)
        {
            if (name == ".")
            {
                IsMember = true;
                continue;
            }

            if (PathElement.Parse(name) is not { } element)
            {
                // Steps of kinds to come are passed over, as upstream does.
                continue;
            }

            var inner = value as JsonMap ?? throw new JsonDecodeException("expected object");
            var child = Descend(element);
            child.Read(inner);
            child.IsMember |= inner.Count == 0;
        }
    }

    private FieldSet Select(bool isMember, Func<string, FieldSet, FieldSet?> convert)
    {
        var changed = isMember != IsMember;
        Dictionary<string, FieldSet>? children = null;
        foreach (var (element, child) in _children ?? Childless)
        {
            var kept = convert(element, child);
            changed |= !ReferenceEquals(kept, child) || child.IsEmpty;
            if (kept is { IsEmpty: false })
            {
                (children ??= new(StringComparer.Ordinal)).Add(element, kept);
            }
        }

        return changed ? new FieldSet { IsMember = isMember, _children = children } : this;
    }

    private List<KeyValuePair<string, FieldSet>> Sorted()
    {
        List<KeyValuePair<string, FieldSet>> sorted = [.. _children ?? Childless];
        sorted.Sort((left, right) => PathElement.Compare(left.Key, right.Key));
        return sorted;
    }

    private void Collect(List<IReadOnlyList<string>> paths, string[] prefix)
    {
        // As upstream walks: the members of a level first, then what is below them.
        var sorted = Sorted();
        paths.AddRange(sorted.Where(pair => pair.Value.IsMember).Select(pair => (string[])[.. prefix, pair.Key]));
        foreach (var (element, child) in sorted)
        {
            child.Collect(paths, [.. prefix, element]);
        }
    }
}
