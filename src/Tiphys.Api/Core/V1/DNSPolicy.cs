namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>DNSPolicy</c>.</summary>
public static class DNSPolicy
{
    public const string ClusterFirstWithHostNet = "ClusterFirstWithHostNet";

    public const string ClusterFirst = "ClusterFirst";

    public const string Default = "Default";

    public const string None = "None";
}
