namespace Tiphys.Cli.Images;

/// <summary>Reads arguments like <c>NAME=VALUE</c>.</summary>
internal static class BuildArguments
{
    /// <summary>The pairs by name; the last of a name counts.</summary>
    /// <exception cref="CliException">One has no name or no equals sign.</exception>
    public static Dictionary<string, string> Parse(string option, IEnumerable<string> pairs)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var separator = pair.IndexOf('=');
            if (separator <= 0)
            {
                throw new CliException($"{option} wants NAME=VALUE, not '{pair}'");
            }

            arguments[pair[..separator]] = pair[(separator + 1)..];
        }

        return arguments;
    }
}
