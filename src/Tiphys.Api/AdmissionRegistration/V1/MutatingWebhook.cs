using Tiphys.Api.Meta.V1;
using Tiphys.Api.Schemas;

namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>One mutating webhook, with its endpoint and the requests sent to it.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.MutatingWebhook")]
public sealed partial record MutatingWebhook
{
    /// <summary>Fully qualified name of the webhook, unique in its configuration.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>How the API server reaches the webhook; required.</summary>
    [ApiField("clientConfig", 2)]
    public partial WebhookClientConfig ClientConfig { get; init; }

    /// <summary>Operations and resources for which the webhook is called; any match suffices.</summary>
    [ApiField("rules", 3, OmitEmpty = true)]
    public partial ApiList<RuleWithOperations> Rules { get; init; }

    /// <summary>What happens when calling the webhook fails: Fail, the default, or Ignore.</summary>
    [ApiField("failurePolicy", 4, OmitEmpty = true, Optional = true, Enum = typeof(FailurePolicyType), TypeName = "v1.FailurePolicyType")]
    public partial string? FailurePolicy { get; init; }

    /// <summary>
    /// Whether rules match only the listed versions, Exact, or also convertible ones, Equivalent; defaults to Equivalent.
    /// </summary>
    [ApiField("matchPolicy", 9, OmitEmpty = true, Optional = true, Enum = typeof(MatchPolicyType), TypeName = "v1.MatchPolicyType")]
    public partial string? MatchPolicy { get; init; }

    /// <summary>Label selector on the namespace of the object that limits calls; the empty default matches everything.</summary>
    [ApiField("namespaceSelector", 5, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? NamespaceSelector { get; init; }

    /// <summary>Label selector on the object that limits calls; the empty default matches everything.</summary>
    [ApiField("objectSelector", 11, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? ObjectSelector { get; init; }

    /// <summary>Declares side effects of the webhook, as None or NoneOnDryRun; required.</summary>
    [ApiField("sideEffects", 6, Enum = typeof(SideEffectClass), TypeName = "v1.SideEffectClass")]
    public partial string? SideEffects { get; init; }

    /// <summary>Time limit for each call in seconds, from 1 to 30; defaults to 10.</summary>
    [ApiField("timeoutSeconds", 7, OmitEmpty = true, Optional = true)]
    public partial int? TimeoutSeconds { get; init; }

    /// <summary>AdmissionReview versions the webhook understands, most preferred first; required.</summary>
    [ApiField("admissionReviewVersions", 8)]
    public partial ApiList<string> AdmissionReviewVersions { get; init; }

    /// <summary>Whether the webhook is called again after later changes by others: Never, the default, or IfNeeded.</summary>
    [ApiField("reinvocationPolicy", 10, OmitEmpty = true, Optional = true, Enum = typeof(ReinvocationPolicyType), TypeName = "v1.ReinvocationPolicyType")]
    public partial string? ReinvocationPolicy { get; init; }

    /// <summary>CEL filters that must all be true for the webhook to be called; at most 64.</summary>
    [ApiField("matchConditions", 12, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge", PatchMergeKey = "name")]
    public partial ApiList<MatchCondition> MatchConditions { get; init; }
}
