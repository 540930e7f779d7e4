namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>URIScheme</c>.</summary>
public static class URIScheme
{
    public const string HTTP = "HTTP";

    public const string HTTPS = "HTTPS";
}
