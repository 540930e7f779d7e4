using System.Text.Json;
using Tiphys.Cli.Images;
using Tiphys.Containers;
using Tiphys.Containers.Build;
using Tiphys.Containers.Images;

namespace Tiphys.Cli.Manifests;

/// <summary>
/// Images that a manifest asks to have built: the annotation <c>build.tiphys.dev/CONTAINER</c> of a workload gives what one would write
/// behind <c>tiphys image build</c>, with paths relative to the manifest. The image gets the name that the container asks for.
/// </summary>
internal static class ManifestBuilds
{
    private const string Prefix = "build.tiphys.dev/";

    // Where the pod is in a Pod, in what has a template, and in a CronJob.
    private static readonly string[][] PodPaths = [["spec"], ["spec", "template", "spec"], ["spec", "jobTemplate", "spec", "template", "spec"]];

    /// <summary>The builds of all objects, each image once.</summary>
    /// <exception cref="CliException">An annotation cannot be understood.</exception>
    public static IReadOnlyList<ImageBuildOptions> Of(IEnumerable<ManifestObject> objects) =>
        [.. objects.SelectMany(OfObject).DistinctBy(build => build.Tags[0])];

    /// <summary>Builds one image into the store.</summary>
    public static Task<ImageInfo> BuildAsync(ImageStore store, ImageBuildOptions options, CancellationToken cancellationToken) =>
        new ImageBuilder(store, puller: null).BuildAsync(options, progress: null, cancellationToken);

    private static IEnumerable<ImageBuildOptions> OfObject(ManifestObject each)
    {
        if (Find(each.Json, ["metadata", "annotations"]) is not { ValueKind: JsonValueKind.Object } annotations)
        {
            yield break;
        }

        foreach (var annotation in annotations.EnumerateObject().Where(annotation => annotation.Name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var container = annotation.Name[Prefix.Length..];
            var image = ImageOf(each.Json, container)
                ?? throw new CliException($"{each.Source}: {annotation.Name} names the container {container}, which {each.Title} does not have");
            yield return Parse(each, annotation.Value.GetString() ?? "", image);
        }
    }

    private static ImageBuildOptions Parse(ManifestObject each, string arguments, string image)
    {
        var words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var options = new ImageBuildOptions { ContextDirectory = each.Directory, Tags = [image] };
        var pairs = new Dictionary<string, List<string>> { ["--build-arg"] = [], ["--build-context"] = [] };
        for (var at = 0; at < words.Length; at++)
        {
            var hasValue = at + 1 < words.Length;
            options = words[at] switch
            {
                "--file" or "-f" when hasValue => options with { DockerfilePath = Path.Combine(each.Directory, words[++at]) },
                "--target" when hasValue => options with { Target = words[++at] },
                "--build-arg" or "--build-context" when hasValue => Collect(options, pairs[words[at]], words[++at]),
                ['-', ..] => throw new CliException($"{each.Source}: the build of {image} knows --file, --target, --build-arg and --build-context, not '{words[at]}'"),
                var directory => options with { ContextDirectory = Path.Combine(each.Directory, directory) },
            };
        }

        return options with
        {
            BuildArguments = BuildArguments.Parse("--build-arg", pairs["--build-arg"]),
            NamedContexts = BuildArguments.Parse("--build-context", pairs["--build-context"])
                .ToDictionary(pair => pair.Key, pair => Path.Combine(each.Directory, pair.Value)),
        };
    }

    private static ImageBuildOptions Collect(ImageBuildOptions options, List<string> into, string value)
    {
        into.Add(value);
        return options;
    }

    private static string? ImageOf(JsonElement json, string container) => (
        from path in PodPaths
        let pod = Find(json, path)
        where pod is { ValueKind: JsonValueKind.Object }
        from list in (string[])["containers", "initContainers"]
        let containers = Find(pod.Value, [list])
        where containers is { ValueKind: JsonValueKind.Array }
        from each in containers.Value.EnumerateArray()
        where Find(each, ["name"])?.GetString() == container
        select Find(each, ["image"])?.GetString()).FirstOrDefault();

    private static JsonElement? Find(JsonElement json, IEnumerable<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
            {
                return null;
            }
        }

        return json;
    }
}
