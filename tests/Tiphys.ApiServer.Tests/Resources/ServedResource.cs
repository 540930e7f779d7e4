using System.Globalization;
using System.Text.Json.Nodes;

namespace Tiphys.ApiServer.Tests.Resources;

/// <summary>A resource of the server's own table with the sample that the suite works on.</summary>
internal sealed class ServedResource
{
    private readonly ResourceSample _sample;
    private int _made;

    private ServedResource(ResourceDefinition definition, ResourceSample sample)
    {
        Definition = definition;
        _sample = sample;
    }

    /// <summary>All resources by their names: a name that stays the same, so that a single case can be run.</summary>
    public static IReadOnlyDictionary<string, ServedResource> All { get; } = ApiCatalog.Resources
        .Where(definition => ResourceSamples.All.ContainsKey(KeyOf(definition)))
        .ToDictionary(NameOf, definition => new ServedResource(definition, ResourceSamples.All[KeyOf(definition)]));

    public ResourceDefinition Definition { get; }

    /// <summary>As in messages: <c>deployments.apps</c>.</summary>
    public string QualifiedName => KeyOf(Definition);

    /// <summary>A status that differs from that of a new object.</summary>
    public JsonNode Status => JsonNode.Parse(_sample.Status ?? throw new InvalidOperationException($"{QualifiedName} needs a sample of its status"))!;

    /// <summary>Where the discovery and OpenAPI documents of the group version are: <c>apis/apps/v1</c>.</summary>
    public string GroupVersionPath => Definition.Kind.Group.Length == 0 ? "api/v1" : $"apis/{Definition.Kind.Group}/{Definition.Kind.Version}";

    public static string KeyOf(ResourceDefinition definition) =>
        definition.Kind.Group.Length == 0 ? definition.Plural : $"{definition.Plural}.{definition.Kind.Group}";

    public static string NameOf(ResourceDefinition definition) => $"{KeyOf(definition)}/{definition.Kind.Version}";

    public bool Can(string verb) => Definition.Verbs.Contains(verb);

    public bool Has(string subresource) => Definition.Subresources.Any(each => each.Name == subresource);

    /// <summary>Path of the collection.</summary>
    public string Collection(string ns) =>
        Definition.Namespaced ? $"/{GroupVersionPath}/namespaces/{ns}/{Definition.Plural}" : $"/{GroupVersionPath}/{Definition.Plural}";

    public string Path(string ns, JsonNode body) => $"{Collection(ns)}/{NameOf(body)}";

    public static string NameOf(JsonNode body) => (string)body["metadata"]!["name"]!;

    /// <summary>A new object with a name that none had before.</summary>
    public JsonObject New(string ns)
    {
        var number = Interlocked.Increment(ref _made).ToString(CultureInfo.InvariantCulture);
        var body = JsonNode.Parse(ResourceSamples.Fill(_sample.Body, number, ns))!.AsObject();
        body["apiVersion"] = Definition.Kind.ApiVersion;
        body["kind"] = Definition.Kind.Kind;
        body["metadata"] = new JsonObject { ["name"] = ResourceSamples.Fill(_sample.Name, number, ns) };
        return body;
    }
}
