namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>PodQOSClass</c>.</summary>
public static class PodQOSClass
{
    public const string Guaranteed = "Guaranteed";

    public const string Burstable = "Burstable";

    public const string BestEffort = "BestEffort";
}
