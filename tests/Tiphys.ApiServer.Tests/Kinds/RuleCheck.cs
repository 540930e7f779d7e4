using System.Text;
using System.Text.Json.Nodes;
using Tiphys.Api.Json;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Kinds;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Tests.Kinds;

/// <summary>What the rules of a kind say to an object, as lines of reason and field: <c>Required spec.driver</c>.</summary>
internal static class RuleCheck
{
    /// <summary>Errors of a new object: a sample in which one place was changed.</summary>
    /// <param name="sample">A good object as JSON.</param>
    /// <param name="place">Names and indexes, separated by slashes; what is missing on the way is added.</param>
    /// <param name="value">JSON to put there; null takes away what is there.</param>
    public static string OfNew(string sample, string place, string? value)
    {
        var (strategy, changed) = Read(Change(sample, place, value));
        var errors = new FieldErrors();
        var prepared = strategy.PrepareForCreate(Context(""), strategy.Default(changed));
        strategy.Validate(Context(""), prepared, errors);
        return Lines(errors);
    }

    /// <summary>Errors of an update from the sample to the changed one.</summary>
    public static string OfUpdate(string sample, string place, string? value, string subresource = "")
    {
        var (strategy, old) = Read(sample);
        var (_, changed) = Read(Change(sample, place, value));
        var errors = new FieldErrors();
        old = strategy.Default(old);
        strategy.ValidateUpdate(Context(subresource), strategy.PrepareForUpdate(Context(subresource), strategy.Default(changed), old), old, errors);
        return Lines(errors);
    }

    /// <summary>What a client is told of a new object that is accepted.</summary>
    public static string WarningsOfNew(string sample, string place, string? value)
    {
        var (strategy, changed) = Read(Change(sample, place, value));
        var context = Context("");
        var prepared = strategy.PrepareForCreate(context, strategy.Default(changed));
        return string.Join("; ", [.. context.Warnings, .. strategy.Warnings(context, prepared, null)]);
    }

    /// <summary>The sample with one place changed.</summary>
    public static string Change(string sample, string place, string? value)
    {
        var root = JsonNode.Parse(sample)!;
        var parts = place.Split('/');
        var node = root;
        foreach (var part in parts[..^1])
        {
            node = node is JsonArray list ? list[int.Parse(part, null)]! : node[part] ??= new JsonObject();
        }

        Put(node, parts[^1], value is null ? null : JsonNode.Parse(value), value is null);
        return root.ToJsonString();
    }

    /// <summary>The object and the strategy of its kind.</summary>
    public static (ResourceStrategy Strategy, IKubernetesObject Value) Read(string json)
    {
        var root = JsonNode.Parse(json)!;
        var kind = GroupVersionKind.Of((string)root["apiVersion"]!, (string)root["kind"]!);
        var value = (IKubernetesObject)ApiCatalog.FindCodec(kind)!.ReadJson(Encoding.UTF8.GetBytes(json), new JsonReadContext());
        return (KindStrategies.All.Single(strategy => strategy.Kind == kind), value);
    }

    public static RequestContext Context(string subresource) => new() { User = new UserInfo { Name = "anna" }, Namespace = "harbour", Subresource = subresource };

    private static void Put(JsonNode node, string name, JsonNode? value, bool isRemoved)
    {
        if (node is JsonArray list)
        {
            var index = int.Parse(name, null);
            if (index == list.Count)
            {
                list.Add(value);
            }
            else
            {
                list[index] = value;
            }
        }
        else if (isRemoved)
        {
            node.AsObject().Remove(name);
        }
        else
        {
            node[name] = value;
        }
    }

    private static string Lines(FieldErrors errors) =>
        string.Join("; ", errors.All.Select(error => $"{error.Type.ToString().Replace("FieldValue", "", StringComparison.Ordinal)} {error.Field}"));
}
