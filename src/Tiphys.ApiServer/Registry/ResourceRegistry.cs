using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Tiphys.ApiServer.Kinds.Conversion;

namespace Tiphys.ApiServer.Registry;

/// <summary>The resources that a server serves.</summary>
public sealed class ResourceRegistry
{
    private static readonly IVersionConversion[] Conversions = [new AutoscalerConversion(), new EventConversion()];

    private readonly FrozenDictionary<GroupVersionResource, ResourceInfo> _byResource;
    private readonly FrozenDictionary<GroupVersionKind, ResourceInfo> _byKind;

    /// <summary>All built-in resources, each with its strategy or the default one.</summary>
    public ResourceRegistry(IEnumerable<ResourceStrategy> strategies)
    {
        var byKind = strategies.ToDictionary(strategy => strategy.Kind);
        ResourceInfo? Make(ResourceDefinition definition) => ApiCatalog.FindCodec(definition.Kind) is { } codec
            ? new ResourceInfo(definition, codec, byKind.GetValueOrDefault(definition.Kind) ?? new DefaultStrategy(definition.Kind))
            : null;
        var plain = ApiCatalog.Resources.Select(Make).OfType<ResourceInfo>().ToArray();
        All = plain.Select(info => AsView(info, plain)).ToArray();
        _byResource = All.ToFrozenDictionary(info => info.Definition.Resource);
        _byKind = All.DistinctBy(info => info.Kind).ToFrozenDictionary(info => info.Kind);
    }

    private static ResourceInfo AsView(ResourceInfo info, ResourceInfo[] all)
    {
        var conversion = Conversions.FirstOrDefault(each => each.Kind == info.Kind && info.IsStored);
        return conversion is null
            ? info
            : new ResourceInfo(info.Definition, info.Codec, info.Strategy, all.Single(each => each.Kind == conversion.Stored && each.IsStored), conversion);
    }

    /// <summary>All resources, in the order of the catalog.</summary>
    public IReadOnlyList<ResourceInfo> All { get; }

    /// <summary>The resource of a path.</summary>
    public bool TryGet(GroupVersionResource resource, [NotNullWhen(true)] out ResourceInfo? info) => _byResource.TryGetValue(resource, out info);

    /// <summary>The resource of a kind.</summary>
    public bool TryGet(GroupVersionKind kind, [NotNullWhen(true)] out ResourceInfo? info) => _byKind.TryGetValue(kind, out info);

    /// <summary>The resource of a type.</summary>
    public ResourceInfo For<T>()
        where T : class, IKubernetesObject<T> => _byKind[T.GroupVersionKind];
}
