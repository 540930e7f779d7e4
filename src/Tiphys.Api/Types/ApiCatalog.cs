using System.Collections.Frozen;

namespace Tiphys.Api;

/// <content>Look-ups in the generated catalog.</content>
public static partial class ApiCatalog
{
    private static readonly Lazy<FrozenDictionary<GroupVersionKind, KindCodec>> CodecsByKind =
        new(() => CreateCodecs().ToFrozenDictionary(codec => codec.Kind));

    private static readonly Lazy<ResourceDefinition[]> AllResources = new(CreateResources);

    /// <summary>Codecs of all root kinds.</summary>
    public static IEnumerable<KindCodec> Codecs => CodecsByKind.Value.Values;

    /// <summary>All REST resources of built-in kinds.</summary>
    public static IReadOnlyList<ResourceDefinition> Resources => AllResources.Value;

    /// <summary>The codec of a kind; null for a kind that is not built in.</summary>
    public static KindCodec? FindCodec(GroupVersionKind kind) => CodecsByKind.Value.GetValueOrDefault(kind);
}
