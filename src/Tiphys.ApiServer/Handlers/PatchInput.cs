using System.Text.RegularExpressions;
using Tiphys.Api.Json.Tree;
using Tiphys.ApiServer.Patching;

namespace Tiphys.ApiServer.Handlers;

/// <summary>A patch as it came.</summary>
/// <param name="ContentType">Media type without parameters.</param>
/// <param name="Body">The bytes; an apply's are JSON already.</param>
/// <param name="Manager">Name of the field manager.</param>
/// <param name="Force">Takes fields that others own.</param>
/// <param name="Validation">Strict, Warn or Ignore.</param>
internal sealed partial record PatchInput(string ContentType, ReadOnlyMemory<byte> Body, string Manager, bool Force, FieldValidation Validation)
{
    public const string ApplyType = "application/apply-patch+yaml";
    public const string JsonPatchType = "application/json-patch+json";
    public const string MergeType = "application/merge-patch+json";
    public const string StrategicType = "application/strategic-merge-patch+json";

    /// <summary>The media types of patches.</summary>
    public static IReadOnlyList<string> Types { get; } = [JsonPatchType, MergeType, StrategicType, ApplyType];

    /// <summary>What is said of keys that the YAML of an apply has twice.</summary>
    public IReadOnlyList<string> Duplicates { get; init; } = [];

    /// <summary>What strict reading finds in the patch itself.</summary>
    public IEnumerable<string> Problems() => Validation == FieldValidation.Ignore ? []
        : ContentType == JsonPatchType ? JsonPatchProblems()
        : DuplicateMembers(out _).Select(path => $"duplicate field \"{path}\"");

    /// <summary>A failure to read the patched object, in the words of the reader that upstream uses after this kind of patch.</summary>
    public string Describe(string failure) =>
        ContentType == StrategicType && MismatchForm().Match(failure) is { Success: true } match && Restored(match.Groups[2].Value) is { } wanted
            ? $"cannot restore {wanted} {Found(match.Groups[1].Value)}"
            : failure;

    private IEnumerable<string> JsonPatchProblems()
    {
        var duplicates = DuplicateMembers(out var patch);
        return JsonPatch.UnknownMembers(patch).Concat(duplicates.Select(path => $"json patch duplicate field \"{path}\""))
            .Concat(duplicates.Select(path => InResult(patch, path)).OfType<string>());
    }

    private List<string> DuplicateMembers(out JsonValue patch)
    {
        var found = new List<string>();
        patch = JsonValue.Parse(Body.Span, found);
        return found;
    }

    // A value with a member given twice is taken into the object as it is, where the member is met again.
    private static string? InResult(JsonValue patch, string path) => ValueForm().Match(path) is { Success: true } match
        && patch is JsonList operations
        && int.TryParse(match.Groups[1].Value, out var index) && index < operations.Count
        && operations[index] is JsonMap operation && operation["path"] is JsonText target
            ? $"duplicate field \"{target.Value.TrimStart('/').Replace('/', '.')}.{match.Groups[2].Value}\""
            : null;

    private static string? Restored(string type) => type.StartsWith("[]", StringComparison.Ordinal) ? "slice from"
        : type.StartsWith("map[", StringComparison.Ordinal) ? "map from"
        : type.Contains('.', StringComparison.Ordinal) ? "struct from:"
        : null;

    private static string Found(string kind) => kind switch { "object" => "map", "array" => "slice", "number" => "int64", _ => kind };

    [GeneratedRegex(@"cannot unmarshal (\w+) into Go .* of type (\S+)$")]
    private static partial Regex MismatchForm();

    [GeneratedRegex(@"^\[(\d+)\]\.value\.(.+)$")]
    private static partial Regex ValueForm();
}
