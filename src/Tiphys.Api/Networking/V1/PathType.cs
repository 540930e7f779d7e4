namespace Tiphys.Api.Networking.V1;

/// <summary>All values of <c>PathType</c>.</summary>
public static class PathType
{
    public const string Exact = "Exact";

    public const string Prefix = "Prefix";

    public const string ImplementationSpecific = "ImplementationSpecific";
}
