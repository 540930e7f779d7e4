namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>PreemptionPolicy</c>.</summary>
public static class PreemptionPolicy
{
    public const string PreemptLowerPriority = "PreemptLowerPriority";

    public const string Never = "Never";
}
