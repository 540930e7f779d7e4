namespace Tiphys.ApiServer.Authentication;

/// <summary>Service accounts as users: <c>system:serviceaccount:NAMESPACE:NAME</c>.</summary>
internal static class ServiceAccountUser
{
    private const string Prefix = "system:serviceaccount:";

    /// <summary>The groups of every account of a namespace.</summary>
    public static ApiList<string> Groups(string ns) => ["system:serviceaccounts", "system:serviceaccounts:" + ns];

    /// <summary>Takes a user name apart; false when it is no service account's.</summary>
    public static bool TryParse(string user, out string ns, out string name)
    {
        var parts = user.StartsWith(Prefix, StringComparison.Ordinal) ? user[Prefix.Length..].Split(':') : [];
        (ns, name) = parts is [{ Length: > 0 } first, { Length: > 0 } second] ? (first, second) : ("", "");
        return name.Length > 0;
    }
}
