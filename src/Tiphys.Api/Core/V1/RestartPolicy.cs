namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>RestartPolicy</c>.</summary>
public static class RestartPolicy
{
    public const string Always = "Always";

    public const string OnFailure = "OnFailure";

    public const string Never = "Never";
}
