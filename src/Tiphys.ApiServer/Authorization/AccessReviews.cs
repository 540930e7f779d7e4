using Tiphys.Api.Authorization.V1;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization.Rbac;

namespace Tiphys.ApiServer.Authorization;

/// <summary>Answers whether somebody may do something: the four kinds of reviews of authorization.k8s.io.</summary>
public sealed class AccessReviews(IAuthorizer authorizer, IRbacSource rbac)
{
    /// <summary>Whether the user in the spec may.</summary>
    public SubjectAccessReview Review(SubjectAccessReview review)
    {
        AccessReviewValidation.Validate(review);
        return review with { Status = Decide(UserOf(review.Spec), review.Spec.ResourceAttributes, review.Spec.NonResourceAttributes) };
    }

    /// <summary>Whether the user in the spec may, in one namespace.</summary>
    public LocalSubjectAccessReview Review(LocalSubjectAccessReview review, string @namespace)
    {
        review = review.Metadata.Namespace.Length > 0 ? review : review with { Metadata = review.Metadata with { Namespace = @namespace } };
        AccessReviewValidation.Validate(review);
        return review with { Status = Decide(UserOf(review.Spec), review.Spec.ResourceAttributes, review.Spec.NonResourceAttributes) };
    }

    /// <summary>Whether the caller may.</summary>
    public SelfSubjectAccessReview Review(SelfSubjectAccessReview review, UserInfo user)
    {
        AccessReviewValidation.Validate(review);
        return review with { Status = Decide(user, review.Spec.ResourceAttributes, review.Spec.NonResourceAttributes) };
    }

    /// <summary>All that the caller may do in a namespace, as far as roles tell.</summary>
    public SelfSubjectRulesReview Review(SelfSubjectRulesReview review, UserInfo user)
    {
        if (review.Spec.Namespace.Length == 0)
        {
            throw StatusErrors.BadRequest("no namespace on request");
        }

        var granted = rbac.Current.RulesFor(user, review.Spec.Namespace).ToArray();
        var rules = granted.SelectMany(one => one.Rules).ToArray();
        var errors = granted.Select(one => one.Error).Where(error => error.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        return new SelfSubjectRulesReview
        {
            Status = new SubjectRulesReviewStatus
            {
                ResourceRules = rules.Where(rule => !rule.Resources.IsEmpty).Select(rule => new ResourceRule
                {
                    Verbs = rule.Verbs,
                    APIGroups = rule.APIGroups,
                    Resources = rule.Resources,
                    ResourceNames = rule.ResourceNames,
                }).ToApiList(),
                NonResourceRules = rules.Where(rule => !rule.NonResourceURLs.IsEmpty)
                    .Select(rule => new NonResourceRule { Verbs = rule.Verbs, NonResourceURLs = rule.NonResourceURLs }).ToApiList(),
                Incomplete = errors.Length > 0,
                EvaluationError = string.Join(", ", errors),
            },
        };
    }

    private SubjectAccessReviewStatus Decide(UserInfo user, ResourceAttributes? resource, NonResourceAttributes? path)
    {
        var result = authorizer.Authorize(resource is not null ? OnResource(user, resource) : OnPath(user, path ?? NonResourceAttributes.Empty));
        return new SubjectAccessReviewStatus
        {
            Allowed = result.Decision == AccessDecision.Allow,
            Denied = result.Decision == AccessDecision.Deny,
            Reason = result.Reason,
        };
    }

    private static AccessRequest OnResource(UserInfo user, ResourceAttributes wanted) => new()
    {
        User = user,
        Verb = wanted.Verb,
        Group = wanted.Group,
        Version = wanted.Version,
        Resource = wanted.Resource,
        Subresource = wanted.Subresource,
        Namespace = wanted.Namespace,
        Name = wanted.Name,
        FieldSelector = FieldsOf(wanted.FieldSelector),
    };

    private static string FieldsOf(FieldSelectorAttributes? selector) => selector is null ? ""
        : selector.RawSelector.Length > 0 ? selector.RawSelector
        : string.Join(',', selector.Requirements.Where(each => each.Operator == "In" && each.Values.Count == 1).Select(each => $"{each.Key}={each.Values[0]}"));

    private static AccessRequest OnPath(UserInfo user, NonResourceAttributes wanted) =>
        new() { User = user, IsResourceRequest = false, Verb = wanted.Verb, Path = wanted.Path };

    private static UserInfo UserOf(SubjectAccessReviewSpec spec) =>
        new() { Name = spec.User, Uid = spec.UID, Groups = spec.Groups, Extra = spec.Extra };
}
