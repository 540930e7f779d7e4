namespace Tiphys.ApiServer.Admission.PodSecurity;

/// <summary>Parts of the messages of checks.</summary>
internal static class CheckText
{
    public static string Quoted(IEnumerable<string> items) => $"\"{string.Join("\", \"", items)}\"";

    /// <summary>The distinct ones in order, in quotes.</summary>
    public static string Sorted(IEnumerable<string> items) => Quoted(items.Distinct().Order(StringComparer.Ordinal));

    public static string Plural(string one, string many, int count) => count == 1 ? one : many;

    public static string Containers(IReadOnlyCollection<string> names) => $"{Plural("container", "containers", names.Count)} {Quoted(names)}";

    /// <summary><c>pod and containers "a", "b"</c>; null when it is nobody.</summary>
    public static string? Setters(bool pod, IReadOnlyCollection<string> containers, params ReadOnlySpan<string> others)
    {
        List<string> setters = [.. pod ? ["pod"] : Array.Empty<string>(), .. containers.Count > 0 ? [Containers(containers)] : Array.Empty<string>(), .. others];
        return setters.Count == 0 ? null : string.Join(" and ", setters);
    }

    public static List<string> Where(PodView pod, Func<ContainerView, bool> isBad) => pod.Containers.Where(isBad).Select(each => each.Name).ToList();
}
