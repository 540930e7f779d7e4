using System.Text;
using System.Text.Json;
using Tiphys.Api;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.Cli.Manifests;

/// <summary>Reads manifests: YAML or JSON, several documents in a file, lists of objects, directories of files.</summary>
internal static class ManifestReader
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <summary>The objects of all files, in order. Nothing is given unless all of it can be read.</summary>
    /// <exception cref="CliException">A file is missing, or is no manifest; the message says where.</exception>
    public static IReadOnlyList<ManifestObject> Read(IEnumerable<string> paths) =>
        [.. paths.SelectMany(FilesOf).SelectMany(file => Parse(ReadText(file), file))];

    internal static IEnumerable<ManifestObject> Parse(string text, string file)
    {
        var directory = file == "-" ? Directory.GetCurrentDirectory() : Path.GetDirectoryName(Path.GetFullPath(file))!;
        foreach (var (document, line) in Documents(text))
        {
            var source = $"{(file == "-" ? "standard input" : file)}, line {line}";
            foreach (var json in ObjectsOf(ToJson(document, source), source))
            {
                yield return ToObject(json, source, directory);
            }
        }
    }

    private static IEnumerable<string> FilesOf(string path)
    {
        if (!Directory.Exists(path))
        {
            return path == "-" || File.Exists(path) ? [path] : throw new CliException($"there is no manifest {path}");
        }

        var files = Directory.EnumerateFiles(path).Where(file => Extensions.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new CliException($"the directory {path} has no manifest (.yaml, .yml, .json)");
    }

    private static string ReadText(string file) => file == "-" ? Console.In.ReadToEnd() : File.ReadAllText(file);

    // A line that begins with three dashes parts documents, also inside of block text (YAML 1.2, section 9.1.2).
    private static IEnumerable<(string Text, int Line)> Documents(string text)
    {
        var lines = text.Split('\n');
        var first = 0;
        for (var at = 0; at <= lines.Length; at++)
        {
            if (at < lines.Length && !(lines[at].StartsWith("---", StringComparison.Ordinal) && lines[at].Length >= 3 && lines[at][3..].Trim().Length == 0))
            {
                continue;
            }

            var document = lines[first..at];
            if (document.Any(line => line.Trim() is { Length: > 0 } content && content[0] != '#'))
            {
                var blank = document.TakeWhile(line => line.Trim() is not { Length: > 0 } content || content[0] == '#').Count();
                yield return (string.Join('\n', document), first + blank + 1);
            }

            first = at + 1;
        }
    }

    private static JsonElement ToJson(string document, string source)
    {
        try
        {
            using var json = JsonDocument.Parse(YamlJson.Convert(Encoding.UTF8.GetBytes(document)));
            return json.RootElement.Clone();
        }
        catch (ApiException error)
        {
            throw new CliException($"{source}: {error.Message}");
        }
    }

    private static IEnumerable<JsonElement> ObjectsOf(JsonElement json, string source)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new CliException($"{source}: this is no Kubernetes object (a mapping with apiVersion and kind)");
        }

        var isList = Text(json, "kind").EndsWith("List", StringComparison.Ordinal) && json.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array;
        return isList ? json.GetProperty("items").EnumerateArray().SelectMany(item => ObjectsOf(item, source)) : [json];
    }

    private static ManifestObject ToObject(JsonElement json, string source, string directory)
    {
        var metadata = json.TryGetProperty("metadata", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        return new ManifestObject
        {
            Source = source,
            Directory = directory,
            Kind = GroupVersionKind.Of(Required(json, "apiVersion", "apiVersion", source), Required(json, "kind", "kind", source)),
            Name = Required(metadata, "name", "metadata.name", source),
            Namespace = Text(metadata, "namespace"),
            Json = json,
        };
    }

    private static string Required(JsonElement json, string name, string path, string source) =>
        Text(json, name) is { Length: > 0 } text ? text : throw new CliException($"{source}: {path} is missing");

    private static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
