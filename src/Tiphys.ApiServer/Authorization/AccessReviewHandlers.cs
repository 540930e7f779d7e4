using Tiphys.Api.Authentication.V1;
using Tiphys.Api.Authorization.V1;
using Tiphys.ApiServer.Handlers;
using Tiphys.ApiServer.Requests;

namespace Tiphys.ApiServer.Authorization;

/// <summary>The kinds that answer who may do what, and who one is.</summary>
internal static class AccessReviewHandlers
{
    public static IEnumerable<ICreateHandler> Create(AccessReviews reviews) =>
    [
        new Review<SubjectAccessReview>("authorization.k8s.io", "subjectaccessreviews", (value, _) => reviews.Review(value)),
        new Review<LocalSubjectAccessReview>("authorization.k8s.io", "localsubjectaccessreviews", (value, context) => reviews.Review(value, context.Namespace)),
        new Review<SelfSubjectAccessReview>("authorization.k8s.io", "selfsubjectaccessreviews", (value, context) => reviews.Review(value, context.User)),
        new Review<SelfSubjectRulesReview>("authorization.k8s.io", "selfsubjectrulesreviews", (value, context) => reviews.Review(value, context.User)),
        new Review<SelfSubjectReview>("authentication.k8s.io", "selfsubjectreviews", (value, context) => value with
        {
            Metadata = value.Metadata with { CreationTimestamp = Time.Now(context.Clock) },
            Status = new SelfSubjectReviewStatus { UserInfo = ServiceAccounts.TokenReviews.Show(context.User) },
        }),
    ];

    private sealed class Review<T>(string group, string plural, Func<T, RequestContext, T> answer) : ICreateHandler
        where T : class
    {
        public GroupVersionResource Resource { get; } = new(group, "v1", plural);

        public string Subresource => "";

        public bool AnswersBody => true;

        public ValueTask<object> CreateAsync(RequestContext context, string name, object body, CancellationToken cancellationToken) =>
            ValueTask.FromResult<object>(answer((T)body, context));
    }
}
