using System.Text;

namespace Tiphys.ApiServer.Registry;

/// <summary>Everything that the generic handlers need to know of a resource.</summary>
public sealed class ResourceInfo
{
    /// <summary>Puts a resource together.</summary>
    public ResourceInfo(ResourceDefinition definition, KindCodec codec, ResourceStrategy strategy)
    {
        Definition = definition;
        Codec = codec;
        Strategy = strategy;
        KeyPrefix = PrefixOf(definition.Kind.Group, definition.Plural);
        JsonHead = Encoding.UTF8.GetBytes($"{{\"kind\":\"{Kind.Kind}\",\"apiVersion\":\"{Kind.ApiVersion}\"");
    }

    /// <summary>A resource whose objects are stored as those of another one.</summary>
    internal ResourceInfo(ResourceDefinition definition, KindCodec codec, ResourceStrategy strategy, ResourceInfo stored, IVersionConversion conversion)
        : this(definition, codec, strategy)
    {
        StoredAs = stored;
        Conversion = conversion;
        KeyPrefix = stored.KeyPrefix;
    }

    /// <summary>The resource as one of another kind: what a subresource takes and gives.</summary>
    internal ResourceInfo Showing(KindCodec codec) => codec.Kind == Kind ? this : new(Definition with { Kind = codec.Kind }, codec, Strategy);

    /// <summary>The resource that the store holds; null when it is this one.</summary>
    internal ResourceInfo? StoredAs { get; }

    /// <summary>Converts from and to what the store holds; null when that is the kind itself.</summary>
    internal IVersionConversion? Conversion { get; }

    /// <summary>The resource as discovery shows it.</summary>
    public ResourceDefinition Definition { get; }

    /// <summary>Codec of the kind.</summary>
    public KindCodec Codec { get; }

    /// <summary>What is particular to the kind.</summary>
    public ResourceStrategy Strategy { get; }

    /// <summary>Group, version and kind.</summary>
    public GroupVersionKind Kind => Definition.Kind;

    /// <summary>Group of the resource.</summary>
    public string Group => Definition.Kind.Group;

    /// <summary>Plural.</summary>
    public string Plural => Definition.Plural;

    /// <summary>True when objects live in a namespace.</summary>
    public bool Namespaced => Definition.Namespaced;

    /// <summary>Kind of the list.</summary>
    public string ListKind => Kind.Kind + "List";

    /// <summary>True when objects of the resource are stored.</summary>
    public bool IsStored => Definition.Verbs.Contains("get");

    /// <summary>True when objects can be read but never made: the store has none.</summary>
    internal bool IsReadOnly => IsStored && !Definition.Verbs.Contains("create");

    /// <summary>Where all keys of the resource start: <c>/registry/GROUP/PLURAL/</c>.</summary>
    public string KeyPrefix { get; }

    /// <summary>How stored bytes start: kind and apiVersion, without the comma that follows.</summary>
    internal byte[] JsonHead { get; }

    /// <summary>Key of an object.</summary>
    public string Key(string ns, string name) => Namespaced ? $"{KeyPrefix}{ns}/{name}" : KeyPrefix + name;

    /// <summary>Where the keys of a namespace start; of all when it is empty.</summary>
    public string Prefix(string ns) => ns.Length == 0 || !Namespaced ? KeyPrefix : $"{KeyPrefix}{ns}/";

    /// <summary>The subresource of a name; null when there is none.</summary>
    public SubresourceDefinition? Subresource(string name) => Definition.Subresources.FirstOrDefault(each => each.Name == name);

    private static string PrefixOf(string group, string plural) => $"/registry/{(group.Length == 0 ? "core" : group)}/{plural}/";
}
