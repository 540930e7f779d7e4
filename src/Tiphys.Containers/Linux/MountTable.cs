using System.Text;

namespace Tiphys.Containers.Linux;

/// <summary>One line of /proc/self/mountinfo (proc_pid_mountinfo(5)).</summary>
internal sealed record MountEntry(string Root, string MountPoint, string Type, string Options, string SuperOptions, bool IsShared, bool IsSlave);

/// <summary>The mounts that this process sees.</summary>
internal static class MountTable
{
    public static IReadOnlyList<MountEntry> Read() => Parse(File.ReadAllLines("/proc/self/mountinfo"));

    internal static IReadOnlyList<MountEntry> Parse(IEnumerable<string> lines)
    {
        var entries = new List<MountEntry>();
        foreach (var line in lines)
        {
            var fields = line.Split(' ');
            var separator = Array.IndexOf(fields, "-");
            if (separator < 6 || separator + 3 >= fields.Length)
                continue;
            var optional = fields[6..separator];
            entries.Add(new MountEntry(
                Unescape(fields[3]),
                Unescape(fields[4]),
                fields[separator + 1],
                fields[5],
                fields[separator + 3],
                optional.Any(o => o.StartsWith("shared:", StringComparison.Ordinal)),
                optional.Any(o => o.StartsWith("master:", StringComparison.Ordinal))));
        }

        return entries;
    }

    /// <summary>Detaches every mount below a directory, newest first; mounts that lie on top of each other too.</summary>
    public static void UnmountBelow(string directory)
    {
        var prefix = directory.TrimEnd('/') + "/";
        foreach (var entry in Read().Reverse())
        {
            if (entry.MountPoint.StartsWith(prefix, StringComparison.Ordinal))
                Libc.TryUnmount(entry.MountPoint);
        }
    }

    /// <summary>The mount that a path lies on.</summary>
    public static MountEntry? Find(string path) => Read()
        .Where(e => path == e.MountPoint || path.StartsWith(e.MountPoint.TrimEnd('/') + "/", StringComparison.Ordinal))
        .MaxBy(e => e.MountPoint.Length);

    // Space, tab, line feed and backslash are written as three octal digits.
    private static string Unescape(string field)
    {
        if (!field.Contains('\\'))
            return field;
        var text = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length)
            {
                text.Append((char)Convert.ToInt32(field.Substring(i + 1, 3), 8));
                i += 3;
            }
            else
            {
                text.Append(field[i]);
            }
        }

        return text.ToString();
    }
}
