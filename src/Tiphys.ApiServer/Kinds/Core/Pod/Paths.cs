namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Forms of paths inside volumes.</summary>
internal static class Paths
{
    /// <summary>No part may be <c>..</c>.</summary>
    public static IEnumerable<string> NoBacksteps(string path) => path.Split('/').Contains("..") ? ["must not contain '..'"] : [];

    /// <summary>A relative path without <c>..</c>.</summary>
    public static IEnumerable<string> Descending(string path)
    {
        if (path.StartsWith('/'))
        {
            yield return "must be a relative path";
        }

        foreach (var reason in NoBacksteps(path))
        {
            yield return reason;
        }
    }

    /// <summary>A relative path that does not start with <c>..</c>, which is kept for the volume's own links.</summary>
    public static IEnumerable<string> Local(string path)
    {
        foreach (var reason in Descending(path))
        {
            yield return reason;
        }

        if (path.StartsWith("..", StringComparison.Ordinal) && !path.StartsWith("../", StringComparison.Ordinal))
        {
            yield return "must not start with '..'";
        }
    }
}
