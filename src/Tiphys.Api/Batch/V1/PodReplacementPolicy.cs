namespace Tiphys.Api.Batch.V1;

/// <summary>All values of <c>PodReplacementPolicy</c>.</summary>
public static class PodReplacementPolicy
{
    public const string TerminatingOrFailed = "TerminatingOrFailed";

    public const string Failed = "Failed";
}
