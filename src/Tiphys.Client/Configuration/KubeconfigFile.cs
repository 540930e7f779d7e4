using System.Text;
using Tiphys.Client.Files;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tiphys.Client.Configuration;

/// <summary>Changes a user's kubeconfig and leaves alone in it what is not its own. Comments are lost, as with kubectl.</summary>
public static class KubeconfigFile
{
    private static readonly (string List, string Field)[] Sections = [("clusters", "cluster"), ("users", "user"), ("contexts", "context")];

    /// <summary>The file that kubectl would write to: the first of <c>KUBECONFIG</c>, else the one in the home directory.</summary>
    public static string DefaultPath()
    {
        var listed = Environment.GetEnvironmentVariable("KUBECONFIG")?
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return listed is [var first, ..]
            ? first
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");
    }

    /// <summary>Puts the cluster, user and context of a kubeconfig with one of each into a file under a name, and makes it the current context.</summary>
    /// <exception cref="KubeconfigException">The file is there and is no kubeconfig.</exception>
    public static void Merge(string path, string name, string kubeconfig)
    {
        var added = Mapping(Load(kubeconfig, "kubeconfig"), "kubeconfig");
        var root = File.Exists(path) ? Mapping(Load(File.ReadAllText(path), path), path) : NewRoot();
        foreach (var (list, field) in Sections)
        {
            var entry = (YamlMappingNode)Items(added, list).Children[0];
            var value = (YamlMappingNode)entry.Children[field];
            if (list == "contexts")
            {
                value.Children["cluster"] = name;
                value.Children["user"] = name;
            }

            Replace(Items(root, list), name, new YamlMappingNode { { "name", name }, { field, value } });
        }

        root.Children["current-context"] = name;
        Save(path, root);
    }

    /// <summary>Takes a cluster, its user and its context out of a file, when the cluster there is at the server given.</summary>
    /// <returns>Whether there was something to take out.</returns>
    public static bool Remove(string path, string name, string server)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        var root = Mapping(Load(File.ReadAllText(path), path), path);
        if (ServerOf(root, name) != server)
        {
            return false;
        }

        foreach (var (list, _) in Sections)
        {
            Replace(Items(root, list), name, null);
        }

        if (Text(root, "current-context") == name)
        {
            root.Children["current-context"] = new YamlScalarNode("") { Style = ScalarStyle.DoubleQuoted };
        }

        Save(path, root);
        return true;
    }

    /// <summary>The server of a cluster in a file; null when the file does not name it.</summary>
    public static string? FindServer(string path, string name) =>
        File.Exists(path) ? ServerOf(Mapping(Load(File.ReadAllText(path), path), path), name) : null;

    private static string? ServerOf(YamlMappingNode root, string name) =>
        Items(root, "clusters").OfType<YamlMappingNode>().FirstOrDefault(entry => Text(entry, "name") == name) is { } cluster
        && cluster.Children.TryGetValue("cluster", out var value) && value is YamlMappingNode fields
            ? Text(fields, "server")
            : null;

    private static void Replace(YamlSequenceNode items, string name, YamlMappingNode? entry)
    {
        var at = items.Children.ToList().FindIndex(item => item is YamlMappingNode map && Text(map, "name") == name);
        if (at >= 0)
        {
            items.Children.RemoveAt(at);
        }

        if (entry is not null)
        {
            items.Children.Insert(at >= 0 ? at : items.Children.Count, entry);
        }
    }

    private static YamlSequenceNode Items(YamlMappingNode root, string list)
    {
        if (root.Children.TryGetValue(list, out var value) && value is YamlSequenceNode items)
        {
            return items;
        }

        items = [];
        root.Children[list] = items;
        return items;
    }

    private static string? Text(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var value) && value is YamlScalarNode scalar ? scalar.Value : null;

    private static YamlNode? Load(string yaml, string source)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException error)
        {
            throw new KubeconfigException($"{source} is not valid YAML: {error.Message}", error);
        }

        return stream.Documents.Count > 0 ? stream.Documents[0].RootNode : null;
    }

    private static YamlMappingNode Mapping(YamlNode? node, string source) => node switch
    {
        YamlMappingNode map => map,
        null or YamlScalarNode { Value: null or "" } => NewRoot(),
        _ => throw new KubeconfigException($"{source} is no kubeconfig: it must be a mapping"),
    };

    private static YamlMappingNode NewRoot() => new() { { "apiVersion", "v1" }, { "kind", "Config" } };

    // A link to the file stays one.
    private static void Save(string path, YamlMappingNode root)
    {
        using var text = new StringWriter();
        new YamlStream(new YamlDocument(root)).Save(text, assignAnchors: false);
        var file = new FileInfo(path);
        var target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        AtomicFile.WriteSecret(target, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
