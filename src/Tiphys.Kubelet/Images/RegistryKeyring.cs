using System.Text;
using System.Text.Json;
using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Images;

/// <summary>
/// Credentials out of pull secrets, by registry (upstream: pkg/credentialprovider). A key may have a scheme, a port, a path, and <c>*</c> for
/// one part of the host name; the one with the longest path that fits comes first.
/// </summary>
internal sealed class RegistryKeyring
{
    private const string DefaultRegistry = "docker.io";
    private readonly List<Entry> _entries = [];

    private RegistryKeyring()
    {
    }

    /// <summary>Reads secrets of the types <c>kubernetes.io/dockerconfigjson</c> and <c>kubernetes.io/dockercfg</c>; others are left out.</summary>
    public static RegistryKeyring Of(IEnumerable<Secret> secrets)
    {
        var keyring = new RegistryKeyring();
        foreach (var secret in secrets)
        {
            if (secret.Type == "kubernetes.io/dockerconfigjson" && secret.Data.TryGetValue(".dockerconfigjson", out var json))
            {
                keyring.Read(json, "auths");
            }
            else if (secret.Type == "kubernetes.io/dockercfg" && secret.Data.TryGetValue(".dockercfg", out var config))
            {
                keyring.Read(config, null);
            }
        }

        keyring._entries.Sort((one, other) => other.Path.Length.CompareTo(one.Path.Length));
        return keyring;
    }

    /// <summary>Credentials for an image, the most fitting first; empty when there are none.</summary>
    public IReadOnlyList<Cri.RegistryCredentials> Find(Cri.ImageReference image) =>
        [.. _entries.Where(entry => entry.Matches(image.Domain, image.Path)).Select(entry => entry.Credentials)];

    private void Read(ApiBytes json, string? member)
    {
        try
        {
            using var document = JsonDocument.Parse(json.AsSpan().ToArray());
            var root = document.RootElement;
            var auths = member is null ? root : root.ValueKind == JsonValueKind.Object && root.TryGetProperty(member, out var found) ? found : default;
            if (auths.ValueKind != JsonValueKind.Object)
            {
                return;
            }

            foreach (var auth in auths.EnumerateObject().Where(auth => auth.Value.ValueKind == JsonValueKind.Object))
            {
                _entries.Add(Entry.Parse(auth.Name, Credentials(auth.Value)));
            }
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            // A secret that cannot be read has no credentials; the pull says what comes of it.
            return;
        }
    }

    private static Cri.RegistryCredentials Credentials(JsonElement auth)
    {
        var (user, password) = (Text(auth, "username"), Text(auth, "password"));
        if (Text(auth, "auth") is { } encoded && Encoding.UTF8.GetString(Convert.FromBase64String(encoded)) is var pair && pair.IndexOf(':') is >= 0 and var colon)
        {
            (user, password) = (pair[..colon], pair[(colon + 1)..].TrimEnd('\0'));
        }

        return new Cri.RegistryCredentials
        {
            Username = user,
            Password = password,
            IdentityToken = Text(auth, "identitytoken"),
            RegistryToken = Text(auth, "registrytoken"),
        };
    }

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private sealed record Entry(string Host, string Path, Cri.RegistryCredentials Credentials)
    {
        public static Entry Parse(string key, Cri.RegistryCredentials credentials)
        {
            var address = key.Contains("://", StringComparison.Ordinal) ? key[(key.IndexOf("://", StringComparison.Ordinal) + 3)..] : key;
            var slash = address.IndexOf('/');
            var (host, path) = slash < 0 ? (address, "") : (address[..slash], address[(slash + 1)..].Trim('/'));
            // Docker's own registry goes by several names, and its keys end with the version of its API.
            return host is "index.docker.io" or "registry-1.docker.io" or DefaultRegistry
                ? new Entry(DefaultRegistry, path is "v1" or "v2" ? "" : path, credentials)
                : new Entry(host, path is "v1" or "v2" ? "" : path, credentials);
        }

        public bool Matches(string domain, string path) =>
            MatchesHost(domain) && (Path.Length == 0 || path == Path || path.StartsWith(Path + "/", StringComparison.Ordinal));

        private bool MatchesHost(string domain)
        {
            var (pattern, parts) = (Host.Split('.'), domain.Split('.'));
            return pattern.Length == parts.Length && pattern.Zip(parts).All(pair => MatchesPart(pair.First, pair.Second));
        }

        private static bool MatchesPart(string pattern, string part)
        {
            var star = pattern.IndexOf('*');
            return star < 0
                ? pattern == part
                : part.Length >= pattern.Length - 1
                    && part.StartsWith(pattern[..star], StringComparison.Ordinal)
                    && part.EndsWith(pattern[(star + 1)..], StringComparison.Ordinal);
        }
    }
}
