using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tiphys.Client.Configuration;

/// <summary>
/// Kubeconfig files, merged as kubectl does: the first file that names a cluster, user, context or current context wins
/// (k8s.io/client-go, <c>tools/clientcmd</c>).
/// </summary>
public sealed class Kubeconfig
{
    private readonly Dictionary<string, Entry> _clusters = [];
    private readonly Dictionary<string, Entry> _users = [];
    private readonly Dictionary<string, Entry> _contexts = [];

    private Kubeconfig()
    {
    }

    /// <summary>Name of the context that is used when none is asked for; empty when there is none.</summary>
    public string CurrentContext { get; private set; } = "";

    /// <summary>Names of all contexts.</summary>
    public IReadOnlyCollection<string> Contexts => _contexts.Keys;

    /// <summary>Reads the file given, or else those that <c>KUBECONFIG</c> lists, or else the one in the home directory.</summary>
    /// <exception cref="KubeconfigException">A file cannot be read, or there is none.</exception>
    public static Kubeconfig Load(string? path = null)
    {
        var config = new Kubeconfig();
        var found = false;
        foreach (var file in path is not null ? [path] : DefaultPaths())
        {
            if (path is not null || File.Exists(file))
            {
                config.Merge(ReadFile(file), Path.GetDirectoryName(Path.GetFullPath(file)) ?? "", file);
                found = true;
            }
        }

        return found ? config : throw new KubeconfigException("no kubeconfig found: set KUBECONFIG or name a file");
    }

    /// <summary>Reads one text; relative paths in it start at the directory.</summary>
    /// <exception cref="KubeconfigException">The text is no kubeconfig.</exception>
    public static Kubeconfig Parse(string yaml, string directory)
    {
        var config = new Kubeconfig();
        config.Merge(yaml, directory, "kubeconfig");
        return config;
    }

    /// <summary>What a context says: the current one when <paramref name="context"/> is null.</summary>
    /// <exception cref="KubeconfigException">The context is missing, incomplete, or needs what is not supported.</exception>
    public ClientConfig Resolve(string? context = null)
    {
        var name = context ?? CurrentContext;
        if (!_contexts.TryGetValue(name, out var chosen))
        {
            throw new KubeconfigException(name.Length == 0 ? "the kubeconfig has no current-context" : $"context \"{name}\" does not exist");
        }

        var cluster = Find(_clusters, chosen.Text("cluster"), "cluster", name);
        var user = chosen.Text("user") is { } userName ? Find(_users, userName, "user", name) : null;
        if (user?.Has("exec") == true || user?.Has("auth-provider") == true)
        {
            throw new KubeconfigException($"context \"{name}\": credential plugins (exec, auth-provider) are not supported");
        }

        return new ClientConfig
        {
            Server = Server(cluster, name),
            CertificateAuthorities = Authorities(cluster),
            SkipTlsVerification = cluster.Text("insecure-skip-tls-verify") == "true",
            TlsServerName = cluster.Text("tls-server-name"),
            ClientCertificate = user is null ? null : ClientCertificate(user),
            Token = user?.Text("token"),
            TokenFile = user?.File("tokenFile"),
            Namespace = chosen.Text("namespace") ?? "default",
        };
    }

    private static IEnumerable<string> DefaultPaths()
    {
        if (Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } list)
        {
            return list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }

        return [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config")];
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KubeconfigException($"cannot read kubeconfig {path}: {error.Message}", error);
        }
    }

    private void Merge(string yaml, string directory, string source)
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

        if (stream.Documents.Count == 0)
        {
            return;
        }

        if (stream.Documents[0].RootNode is not YamlMappingNode root)
        {
            throw new KubeconfigException($"{source} is no kubeconfig: it must be a mapping");
        }

        var top = new Entry(root, directory);
        CurrentContext = CurrentContext.Length > 0 ? CurrentContext : top.Text("current-context") ?? "";
        Collect(top, "clusters", "cluster", _clusters);
        Collect(top, "users", "user", _users);
        Collect(top, "contexts", "context", _contexts);
    }

    private static void Collect(Entry top, string list, string field, Dictionary<string, Entry> into)
    {
        foreach (var item in top.Items(list))
        {
            if (item.Text("name") is { } name)
            {
                into.TryAdd(name, item.Map(field));
            }
        }
    }

    private static Entry Find(Dictionary<string, Entry> entries, string? name, string what, string context) =>
        name is not null && entries.TryGetValue(name, out var entry)
            ? entry
            : throw new KubeconfigException($"context \"{context}\" names {what} \"{name}\", which does not exist");

    private static Uri Server(Entry cluster, string context) =>
        Uri.TryCreate(cluster.Text("server"), UriKind.Absolute, out var server) && server.Scheme is "http" or "https"
            ? server
            : throw new KubeconfigException($"context \"{context}\": \"{cluster.Text("server")}\" is no address of a server");

    private static X509Certificate2Collection? Authorities(Entry cluster)
    {
        if (cluster.Pem("certificate-authority") is not { } pem)
        {
            return null;
        }

        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return authorities;
    }

    private static X509Certificate2? ClientCertificate(Entry user)
    {
        var certificate = user.Pem("client-certificate");
        var key = user.Pem("client-key");
        if (certificate is null || key is null)
        {
            return null;
        }

        try
        {
            var pair = X509Certificate2.CreateFromPem(certificate, key);

            // The TLS of Windows cannot use a key that lives in memory only.
            return OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null) : pair;
        }
        catch (CryptographicException error)
        {
            throw new KubeconfigException($"client certificate or key cannot be read: {error.Message}", error);
        }
    }

    // A mapping of the file, with the directory that its relative paths start at.
    private sealed class Entry(YamlMappingNode node, string directory)
    {
        public bool Has(string key) => node.Children.ContainsKey(new YamlScalarNode(key));

        public string? Text(string key) =>
            node.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlScalarNode { Value: { Length: > 0 } text } ? text : null;

        public string? File(string key) => Text(key) is { } path ? Path.Combine(directory, path) : null;

        public Entry Map(string key) =>
            new(node.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlMappingNode map ? map : [], directory);

        public IEnumerable<Entry> Items(string key) =>
            node.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlSequenceNode list
                ? list.OfType<YamlMappingNode>().Select(item => new Entry(item, directory))
                : [];

        // Data in the file goes before a file that is named.
        public string? Pem(string key)
        {
            if (Text(key + "-data") is not { } data)
            {
                return File(key) is { } path ? ReadFile(path) : null;
            }

            try
            {
                return Encoding.UTF8.GetString(Convert.FromBase64String(data));
            }
            catch (FormatException error)
            {
                throw new KubeconfigException($"{key}-data is not valid base64", error);
            }
        }
    }
}
