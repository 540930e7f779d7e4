using Tiphys.Api.Errors;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Handlers;

/// <summary>Parameters of a list or a watch.</summary>
internal sealed record ListQuery
{
    private static readonly GroupVersionKind Kind = new("meta.k8s.io", "v1", "ListOptions");

    public string LabelSelector { get; init; } = "";

    public string FieldSelector { get; init; } = "";

    public string ResourceVersion { get; init; } = "";

    public string ResourceVersionMatch { get; init; } = "";

    public int Limit { get; init; }

    public string Continue { get; init; } = "";

    public bool AllowBookmarks { get; init; }

    public bool? SendInitialEvents { get; init; }

    /// <summary>Checks that the parameters of a list go together.</summary>
    /// <exception cref="ApiException">422: they do not.</exception>
    public void CheckList()
    {
        var errors = new FieldErrors();
        var match = FieldPath.Root("resourceVersionMatch");
        if (ResourceVersionMatch.Length > 0)
        {
            errors.ForbiddenIf(ResourceVersion.Length == 0, match, "resourceVersionMatch is forbidden unless resourceVersion is provided");
            errors.ForbiddenIf(Continue.Length > 0, match, "resourceVersionMatch is forbidden when continue is provided");
            if (ResourceVersionMatch is not ("Exact" or "NotOlderThan"))
            {
                errors.NotSupported(match, ResourceVersionMatch, ["Exact", "NotOlderThan", ""]);
            }

            errors.ForbiddenIf(
                ResourceVersionMatch == "Exact" && ResourceVersion == "0", match, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
        }

        errors.ForbiddenIf(SendInitialEvents is not null, FieldPath.Root("sendInitialEvents"), "sendInitialEvents is forbidden for list");
        errors.ThrowIfAny(Kind, "");
    }

    /// <summary>A watch from nowhere begins with what exists, as if it had asked for it.</summary>
    public ListQuery WithWatchDefaults() => SendInitialEvents is null && ResourceVersionMatch.Length == 0 && (ResourceVersion is "" or "0")
        ? this with { SendInitialEvents = true, ResourceVersionMatch = "NotOlderThan" }
        : this;

    /// <summary>Checks that the parameters of a watch go together.</summary>
    /// <exception cref="ApiException">422: they do not.</exception>
    public void CheckWatch()
    {
        var errors = new FieldErrors();
        var match = FieldPath.Root("resourceVersionMatch");
        errors.ForbiddenIf(
            SendInitialEvents is not null && ResourceVersionMatch != "NotOlderThan", match, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        if (ResourceVersionMatch.Length > 0)
        {
            errors.ForbiddenIf(SendInitialEvents is null, match, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
            if (ResourceVersionMatch != "NotOlderThan")
            {
                errors.NotSupported(match, ResourceVersionMatch, ["NotOlderThan"]);
            }

            errors.ForbiddenIf(Continue.Length > 0, match, "resourceVersionMatch is forbidden when continue is provided");
        }

        errors.ThrowIfAny(Kind, "");
    }
}
