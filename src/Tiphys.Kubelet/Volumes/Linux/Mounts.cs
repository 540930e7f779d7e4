using System.Text;

namespace Tiphys.Kubelet.Volumes.Linux;

/// <summary>Where something is mounted, as this process sees it (proc_pid_mountinfo(5)).</summary>
internal static class Mounts
{
    /// <summary>Places with a mount below a directory, or at it, oldest first; one that has several on top of each other comes up several times.</summary>
    public static IReadOnlyList<string> Below(string directory)
    {
        var prefix = directory.TrimEnd('/') + "/";
        return [.. All().Where(place => place.StartsWith(prefix, StringComparison.Ordinal) || place == directory)];
    }

    /// <summary>True when something is mounted exactly here.</summary>
    public static bool IsMounted(string path) => All().Contains(path);

    private static IEnumerable<string> All()
    {
        const int mountPoint = 4;
        return File.ReadLines("/proc/self/mountinfo").Select(line => Unescape(line.Split(' ', mountPoint + 2)[mountPoint]));
    }

    // Space, tab, line feed and backslash are written as three octal digits.
    private static string Unescape(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal))
        {
            return field;
        }

        var bytes = new List<byte>(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length)
            {
                bytes.Add(Convert.ToByte(field.Substring(i + 1, 3), 8));
                i += 3;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(field, i, 1));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
