using Tiphys.Api.AdmissionRegistration.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Kinds.Admission;

/// <summary>Defaults of webhooks and policies (pkg/apis/admissionregistration/v1/defaults.go).</summary>
internal static class AdmissionDefaults
{
    private const string Fail = "Fail";
    private const string Equivalent = "Equivalent";
    private const int TimeoutSeconds = 10;

    public static ValidatingWebhook Apply(ValidatingWebhook hook) => hook with
    {
        FailurePolicy = hook.FailurePolicy ?? Fail,
        MatchPolicy = hook.MatchPolicy ?? Equivalent,
        NamespaceSelector = hook.NamespaceSelector ?? LabelSelector.Empty,
        ObjectSelector = hook.ObjectSelector ?? LabelSelector.Empty,
        TimeoutSeconds = hook.TimeoutSeconds ?? TimeoutSeconds,
        Rules = hook.Rules.Map(Apply),
        ClientConfig = Apply(hook.ClientConfig),
    };

    public static MutatingWebhook Apply(MutatingWebhook hook) => hook with
    {
        FailurePolicy = hook.FailurePolicy ?? Fail,
        MatchPolicy = hook.MatchPolicy ?? Equivalent,
        NamespaceSelector = hook.NamespaceSelector ?? LabelSelector.Empty,
        ObjectSelector = hook.ObjectSelector ?? LabelSelector.Empty,
        TimeoutSeconds = hook.TimeoutSeconds ?? TimeoutSeconds,
        ReinvocationPolicy = hook.ReinvocationPolicy ?? "Never",
        Rules = hook.Rules.Map(Apply),
        ClientConfig = Apply(hook.ClientConfig),
    };

    public static string FailurePolicy(string? policy) => policy ?? Fail;

    public static MatchResources? Apply(MatchResources? resources) => resources is null ? null : resources with
    {
        MatchPolicy = resources.MatchPolicy ?? Equivalent,
        NamespaceSelector = resources.NamespaceSelector ?? LabelSelector.Empty,
        ObjectSelector = resources.ObjectSelector ?? LabelSelector.Empty,
        ResourceRules = resources.ResourceRules.Map(Apply),
        ExcludeResourceRules = resources.ExcludeResourceRules.Map(Apply),
    };

    private static NamedRuleWithOperations Apply(NamedRuleWithOperations rule) => rule with { RuleWithOperations = Apply(rule.RuleWithOperations) };

    private static RuleWithOperations Apply(RuleWithOperations rule) => rule with { Rule = rule.Rule with { Scope = rule.Rule.Scope ?? "*" } };

    private static WebhookClientConfig Apply(WebhookClientConfig client) => client.Service is { Port: null } service
        ? client with { Service = service with { Port = 443 } }
        : client;
}
