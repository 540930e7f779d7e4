using System.Globalization;
using System.Text;
using Tiphys.Containers.Linux;

namespace Tiphys.Containers.Cgroups;

/// <summary>Reading and writing of the kernel's one-value and key-value cgroup files.</summary>
internal static class CgroupFile
{
    /// <summary>Writes a value if the file exists.</summary>
    /// <exception cref="ContainerRuntimeException">The kernel refuses the value.</exception>
    public static void WriteIfPresent(string directory, string file, string value)
    {
        var path = Path.Combine(directory, file);
        if (File.Exists(path))
            Write(path, value);
    }

    public static void Write(string path, string value)
    {
        try
        {
            using var handle = Libc.Open(path, Libc.OpenWriteOnly);
            RandomAccess.Write(handle, Encoding.ASCII.GetBytes(value), 0);
        }
        catch (IOException exception)
        {
            throw new ContainerRuntimeException($"write \"{value}\" to {path}: {exception.Message}", exception);
        }
    }

    /// <summary>The number in a file; null when the file or its cgroup is gone, or when it says "max".</summary>
    public static ulong? ReadNumber(string directory, string file) =>
        ulong.TryParse(ReadText(directory, file), CultureInfo.InvariantCulture, out var value) ? value : null;

    public static string? ReadText(string directory, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, file)).Trim();
        }
        catch (IOException)
        {
            // The cgroup may be removed at any time by its container's end; the controller may be absent.
            return null;
        }
    }

    /// <summary>The lines "key value" of a file, such as memory.stat.</summary>
    public static Dictionary<string, ulong> ReadKeyed(string directory, string file)
    {
        var values = new Dictionary<string, ulong>();
        foreach (var line in (ReadText(directory, file) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var space = line.IndexOf(' ');
            if (space > 0 && ulong.TryParse(line.AsSpan(space + 1), CultureInfo.InvariantCulture, out var value))
                values[line[..space]] = value;
        }

        return values;
    }
}
