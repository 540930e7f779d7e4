using Tiphys.Api.Certificates.V1;

namespace Tiphys.ApiServer.Kinds.Certificates;

/// <summary>Conditions of certificate signing requests.</summary>
internal static class RequestConditions
{
    public const string Approved = "Approved";
    public const string Denied = "Denied";
    public const string Failed = "Failed";

    public static IReadOnlyList<CertificateSigningRequestCondition> Of(CertificateSigningRequest value, string type) =>
        value.Status.Conditions.Where(condition => condition.Type == type).ToList();

    /// <summary>The conditions with approvals and denials as they were; where some came or went all stay, for validation to refuse.</summary>
    public static ApiList<CertificateSigningRequestCondition> Keep(
        ApiList<CertificateSigningRequestCondition> conditions, ApiList<CertificateSigningRequestCondition> old) =>
        Keep(Keep(conditions, old, Approved), old, Denied);

    /// <summary>The conditions with the times that the client left out.</summary>
    public static ApiList<CertificateSigningRequestCondition> WithTimes(
        ApiList<CertificateSigningRequestCondition> conditions, CertificateSigningRequest old, TimeProvider clock)
    {
        var now = Time.Now(clock);
        return conditions.Map(condition => condition with
        {
            LastUpdateTime = condition.LastUpdateTime.IsZero ? now : condition.LastUpdateTime,
            LastTransitionTime = condition.LastTransitionTime.IsZero ? LastTransition(condition, old) ?? now : condition.LastTransitionTime,
        });
    }

    private static ApiList<CertificateSigningRequestCondition> Keep(
        ApiList<CertificateSigningRequestCondition> conditions, ApiList<CertificateSigningRequestCondition> old, string type)
    {
        var before = new Queue<CertificateSigningRequestCondition>(old.Where(condition => condition.Type == type));
        return conditions.Count(condition => condition.Type == type) == before.Count
            ? conditions.Map(condition => condition.Type == type ? before.Dequeue() : condition)
            : conditions;
    }

    private static Time? LastTransition(CertificateSigningRequestCondition condition, CertificateSigningRequest old)
    {
        foreach (var before in old.Status.Conditions)
        {
            if (before.Type == condition.Type && before.Status == condition.Status && !before.LastTransitionTime.IsZero)
            {
                return before.LastTransitionTime;
            }
        }

        return null;
    }
}
