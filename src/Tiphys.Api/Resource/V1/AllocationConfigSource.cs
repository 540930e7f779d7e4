namespace Tiphys.Api.Resource.V1;

/// <summary>All values of <c>AllocationConfigSource</c>.</summary>
public static class AllocationConfigSource
{
    public const string FromClass = "FromClass";

    public const string FromClaim = "FromClaim";
}
