using Tiphys.ApiServer.Requests;

namespace Tiphys.ApiServer.Handlers;

/// <summary>
/// Answers a POST that stores nothing by itself: kinds that only compute (TokenReview, SubjectAccessReview) and subresources
/// (<c>serviceaccounts/token</c>). It serves HTTP and in-process callers alike.
/// </summary>
public interface ICreateHandler
{
    /// <summary>The resource.</summary>
    GroupVersionResource Resource { get; }

    /// <summary>The subresource; empty for the resource itself.</summary>
    string Subresource { get; }

    /// <summary>True when the answer is what was posted with more in it, so that it tells who wrote which field.</summary>
    bool AnswersBody => false;

    /// <summary>The body with what the client left out.</summary>
    object Default(object body) => body;

    /// <summary>Answers.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">Name of the object in the path; empty for a collection.</param>
    /// <param name="body">The decoded body: a record of the kind that the catalog names for the (sub)resource.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    /// <returns>The answer, sent with code 201: a record of a root kind.</returns>
    ValueTask<object> CreateAsync(RequestContext context, string name, object body, CancellationToken cancellationToken);
}
