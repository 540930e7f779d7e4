using System.Text.Json.Nodes;

namespace Tiphys.Conformance.Tests.Operations;

/// <summary>A kind whose spec is "should support its API operations": what it is served as, and a valid object.</summary>
/// <param name="Spec">The spec.</param>
/// <param name="Group">Group; empty for the core.</param>
/// <param name="Plural">Resource.</param>
/// <param name="Body">The object without kind and name; <c>{n}</c> becomes a number, <c>{ns}</c> the namespace.</param>
internal sealed record ApiObject(string Spec, string Group, string Plural, string Body)
{
    public bool Namespaced { get; init; } = true;

    /// <summary>Name, of the same form as the body.</summary>
    public string Name { get; init; } = "spec-{n}";

    /// <summary>A status to write; null when there is no such subresource.</summary>
    public string? Status { get; init; }

    public string GroupVersion => Group.Length == 0 ? "/api/v1" : $"/apis/{Group}/v1";

    public string Collection(string ns) => Namespaced ? $"{GroupVersion}/namespaces/{ns}/{Plural}" : $"{GroupVersion}/{Plural}";

    public JsonNode New(string ns, int number, string label)
    {
        string Fill(string text) => text.Replace("{n}", $"{number}", StringComparison.Ordinal).Replace("{ns}", ns, StringComparison.Ordinal);
        var body = JsonNode.Parse(Fill(Body))!;
        body["metadata"] = new JsonObject { ["name"] = Fill(Name), ["labels"] = new JsonObject { ["spec"] = label } };
        return body;
    }
}
