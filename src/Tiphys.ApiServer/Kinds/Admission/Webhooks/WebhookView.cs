using Tiphys.Api.AdmissionRegistration.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Kinds.Admission;

/// <summary>What webhooks of both kinds have in common.</summary>
internal sealed record WebhookView(
    string Name,
    WebhookClientConfig Client,
    ApiList<RuleWithOperations> Rules,
    string? FailurePolicy,
    string? MatchPolicy,
    LabelSelector? NamespaceSelector,
    LabelSelector? ObjectSelector,
    string? SideEffects,
    int? TimeoutSeconds,
    ApiList<string> Versions,
    ApiList<MatchCondition> Conditions,
    string? ReinvocationPolicy = null)
{
    public static WebhookView Of(ValidatingWebhook hook) => new(
        hook.Name,
        hook.ClientConfig,
        hook.Rules,
        hook.FailurePolicy,
        hook.MatchPolicy,
        hook.NamespaceSelector,
        hook.ObjectSelector,
        hook.SideEffects,
        hook.TimeoutSeconds,
        hook.AdmissionReviewVersions,
        hook.MatchConditions);

    public static WebhookView Of(MutatingWebhook hook) => new(
        hook.Name,
        hook.ClientConfig,
        hook.Rules,
        hook.FailurePolicy,
        hook.MatchPolicy,
        hook.NamespaceSelector,
        hook.ObjectSelector,
        hook.SideEffects,
        hook.TimeoutSeconds,
        hook.AdmissionReviewVersions,
        hook.MatchConditions,
        hook.ReinvocationPolicy);
}
