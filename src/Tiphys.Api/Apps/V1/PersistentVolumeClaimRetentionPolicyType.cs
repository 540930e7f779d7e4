namespace Tiphys.Api.Apps.V1;

/// <summary>Known values of <c>PersistentVolumeClaimRetentionPolicyType</c>.</summary>
public static class PersistentVolumeClaimRetentionPolicyType
{
    public const string Retain = "Retain";

    public const string Delete = "Delete";
}
