namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Known values of <c>ResourceScope</c>.</summary>
public static class ResourceScope
{
    public const string Cluster = "Cluster";

    public const string Namespaced = "Namespaced";
}
