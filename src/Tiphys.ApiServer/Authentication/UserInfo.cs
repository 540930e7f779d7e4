namespace Tiphys.ApiServer.Authentication;

/// <summary>Who makes a request.</summary>
public sealed record UserInfo
{
    /// <summary>User name, for example <c>system:serviceaccount:default:web</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Identity that stays when the name is given to another.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Groups of the user.</summary>
    public ApiList<string> Groups { get; init; } = [];

    /// <summary>Further facts from the authenticator.</summary>
    public ApiMap<ApiList<string>> Extra { get; init; } = [];

    /// <summary>Whoever gave no credentials.</summary>
    public static UserInfo Anonymous { get; } = new() { Name = "system:anonymous", Groups = ["system:unauthenticated"] };
}
