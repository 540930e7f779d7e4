using System.Globalization;

namespace Tiphys.Containers.Security;

/// <summary>Finds the numeric user and groups of a container's process.</summary>
internal static class UserResolver
{
    /// <param name="imageUser">The image's <c>user[:group]</c>, names or numbers, or empty.</param>
    /// <exception cref="ContainerRuntimeException">A user or group name is not in the image.</exception>
    public static ContainerUser Resolve(LinuxContainerSecurityContext context, string imageUser, UserDatabase database)
    {
        var (userText, groupText) = Requested(context, imageUser);
        var user = FindUser(userText, database);
        var uid = user?.Uid ?? ParseId(userText, "user");
        var gid = groupText.Length > 0 ? FindGroup(groupText, database) : user?.Gid ?? 0;
        return new ContainerUser(uid, gid, SupplementalGroups(context, user, gid, database));
    }

    private static (string User, string Group) Requested(LinuxContainerSecurityContext context, string imageUser)
    {
        var (user, group) = Split(imageUser);
        if (context.RunAsUser is { } uid)
            (user, group) = (Text(uid), "");
        else if (context.RunAsUserName.Length > 0)
            (user, group) = Split(context.RunAsUserName);
        if (context.RunAsGroup is { } gid)
            group = Text(gid);
        return (user.Length > 0 ? user : "0", group);
    }

    private static (string User, string Group) Split(string text)
    {
        var colon = text.IndexOf(':');
        return colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
    }

    // A name wins over a number, as with Docker: an image may hold a user that is named like a number.
    private static UserDatabase.User? FindUser(string text, UserDatabase database) =>
        database.Users.FirstOrDefault(u => u.Name == text) ?? database.Users.FirstOrDefault(u => Text(u.Uid) == text);

    private static long FindGroup(string text, UserDatabase database) =>
        database.Groups.FirstOrDefault(g => g.Name == text)?.Gid ?? ParseId(text, "group");

    private static IReadOnlyList<long> SupplementalGroups(
        LinuxContainerSecurityContext context, UserDatabase.User? user, long gid, UserDatabase database)
    {
        var groups = new List<long> { gid };
        if (context.SupplementalGroupsPolicy == SupplementalGroupsPolicy.Merge && user is not null)
            groups.AddRange(database.Groups.Where(g => g.Members.Contains(user.Name)).Select(g => g.Gid));
        groups.AddRange(context.SupplementalGroups);
        return [.. groups.Distinct()];
    }

    private static long ParseId(string text, string kind) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id <= int.MaxValue
            ? id
            : throw new ContainerRuntimeException(
                ContainerRuntimeError.InvalidConfiguration, $"unable to find {kind} {text}: no matching entries in the image");

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
