using System.Text.RegularExpressions;

namespace Tiphys.Containers.Build;

/// <summary>
/// Which files of the context do not count: <c>.dockerignore</c>, or <c>NAME.dockerignore</c> beside a Dockerfile NAME.
/// The last pattern that matches a path or a directory above it decides; <c>!</c> brings back.
/// </summary>
internal sealed class DockerIgnore
{
    public static readonly DockerIgnore None = new([]);

    private readonly List<(Regex Pattern, bool Excludes)> _rules;

    private DockerIgnore(List<(Regex, bool)> rules) => _rules = rules;

    /// <summary>Whether something below an ignored directory may count again.</summary>
    public bool HasExceptions => _rules.Exists(r => !r.Excludes);

    public static DockerIgnore Parse(string text, string file)
    {
        var rules = new List<(Regex, bool)>();
        foreach (var (index, raw) in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n').Index())
        {
            var line = raw.Trim();
            if (line.Length == 0 || raw.StartsWith('#'))
            {
                continue;
            }

            var excludes = !line.StartsWith('!');
            var pattern = Clean(excludes ? line : line[1..].Trim());
            try
            {
                if (pattern.Length > 0)
                {
                    rules.Add((PathPattern.ToRegex(pattern, doubleStar: true), excludes));
                }
            }
            catch (Exception e) when (e is FormatException or RegexParseException)
            {
                throw new DockerfileException(file, index + 1, $"malformed pattern \"{line}\"", e);
            }
        }

        return new DockerIgnore(rules);
    }

    /// <param name="path">Relative to the context, without a slash in front.</param>
    public bool IsIgnored(string path)
    {
        var ignored = false;
        foreach (var (pattern, excludes) in _rules)
        {
            if (excludes != ignored && MatchesPathOrParent(pattern, path))
            {
                ignored = excludes;
            }
        }

        return ignored;
    }

    private static bool MatchesPathOrParent(Regex pattern, string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (pattern.IsMatch(path[..end]))
            {
                return true;
            }
        }

        return false;
    }

    private static string Clean(string pattern)
    {
        var parts = new List<string>();
        foreach (var part in pattern.Split('/').Where(p => p is not ("" or ".")))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
