namespace Tiphys.ApiServer.OpenApi;

/// <summary>One method of a path, as both versions of OpenAPI describe it.</summary>
/// <param name="Method">HTTP method in lower case.</param>
/// <param name="Action">What it does (<c>x-kubernetes-action</c>).</param>
/// <param name="Kind">Kind that it works on.</param>
/// <param name="Answer">Kind that it answers.</param>
/// <param name="Parameters">Names of its query parameters.</param>
internal sealed record Operation(string Method, string Action, GroupVersionKind Kind, GroupVersionKind Answer, IReadOnlyList<string> Parameters)
{
    private static readonly string[] PatchTypes =
    [
        "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml",
    ];

    /// <summary>Name that is one of its kind among all documents; clients are generated with methods of this name.</summary>
    public string Id { get; init; } = "";

    /// <summary>What it does, in a few words.</summary>
    public string Description { get; init; } = "";

    /// <summary>True when it takes over the connection.</summary>
    public bool Connects => Action == "connect";

    /// <summary>Media type of what it answers when that is no object; null when it is one.</summary>
    public string? TextType { get; init; }

    /// <summary>Media types of the request's body.</summary>
    public IReadOnlyList<string> Consumes => Action == "patch" ? PatchTypes : ["*/*"];

    /// <summary>True when a request must have a body.</summary>
    public bool BodyRequired => Action is "post" or "put" or "patch";

    /// <summary>Status codes of success, each with its text.</summary>
    public IEnumerable<(string Code, string Text)> Answers()
    {
        yield return ("200", "OK");
        if (BodyRequired)
        {
            yield return ("201", "Created");
        }

        if (Action is "post" or "delete")
        {
            yield return ("202", "Accepted");
        }
    }
}
