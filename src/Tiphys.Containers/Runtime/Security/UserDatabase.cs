using System.Globalization;
using System.Text;
using Tiphys.Containers.Linux;

namespace Tiphys.Containers.Security;

/// <summary>The image's /etc/passwd and /etc/group (passwd(5), group(5)). Files that are missing count as empty.</summary>
internal sealed record UserDatabase(IReadOnlyList<UserDatabase.User> Users, IReadOnlyList<UserDatabase.Group> Groups)
{
    // Larger files than this are not for people.
    private const int MaximumSize = 16 << 20;

    public sealed record User(string Name, long Uid, long Gid, string Home);

    public sealed record Group(string Name, long Gid, IReadOnlyList<string> Members);

    public static UserDatabase Read(string rootDirectory)
    {
        using var root = Libc.Open(rootDirectory, Libc.OpenPath);
        return Parse(ReadFile(root, "etc/passwd"), ReadFile(root, "etc/group"));
    }

    internal static UserDatabase Parse(string passwd, string group)
    {
        var users = new List<User>();
        foreach (var fields in Records(passwd, 6))
        {
            if (TryId(fields[2], out var uid) && TryId(fields[3], out var gid))
                users.Add(new User(fields[0], uid, gid, fields[5]));
        }

        var groups = new List<Group>();
        foreach (var fields in Records(group, 4))
        {
            if (TryId(fields[2], out var gid))
                groups.Add(new Group(fields[0], gid, fields[3].Split(',', StringSplitOptions.RemoveEmptyEntries)));
        }

        return new UserDatabase(users, groups);
    }

    private static IEnumerable<string[]> Records(string text, int fieldCount) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split(':'))
        .Where(fields => fields.Length >= fieldCount);

    private static bool TryId(string text, out long id) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);

    private static string ReadFile(Microsoft.Win32.SafeHandles.SafeFileHandle root, string path)
    {
        try
        {
            // Non-blocking: an image could hold a fifo there.
            using var handle = Libc.OpenInRoot(root, path, Libc.OpenReadOnly | Libc.OpenNonBlock);
            using var stream = new FileStream(handle, FileAccess.Read);
            if (stream.Length > MaximumSize)
                throw new ContainerRuntimeException(ContainerRuntimeError.InvalidConfiguration, $"/{path} of the image is too large");
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (LinuxException exception) when (exception.Errno is Errno.NoEntry or 20)
        {
            return "";
        }
    }
}
