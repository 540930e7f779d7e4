namespace Tiphys.Api.Meta.V1;

/// <summary>Known values of <c>ResourceVersionMatch</c>.</summary>
public static class ResourceVersionMatch
{
    public const string NotOlderThan = "NotOlderThan";

    public const string Exact = "Exact";
}
