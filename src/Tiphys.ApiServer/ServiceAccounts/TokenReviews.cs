using Tiphys.Api.Authentication.V1;
using Tiphys.Api.Errors;

namespace Tiphys.ApiServer.ServiceAccounts;

/// <summary>Answers whether a token counts and whose it is.</summary>
public sealed class TokenReviews(TokenVerifier verifier, ApiList<string> serverAudiences)
{
    /// <summary>Answers a TokenReview; a bad token is an answer, not a failure.</summary>
    public async ValueTask<TokenReview> ReviewAsync(TokenReview review, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(review);
        if (review.Spec.Token.Length == 0)
        {
            throw StatusErrors.BadRequest("token is required for TokenReview in authentication");
        }

        var audiences = review.Spec.Audiences.IsEmpty ? serverAudiences : review.Spec.Audiences;
        try
        {
            var verified = await verifier.VerifyAsync(review.Spec.Token, audiences, cancellationToken).ConfigureAwait(false);
            return review with { Status = new TokenReviewStatus { Authenticated = true, User = Show(verified.User), Audiences = verified.Audiences } };
        }
        catch (ApiException failure) when (failure.Code == 401)
        {
            return review with { Status = new TokenReviewStatus { Error = failure.Status.Message } };
        }
    }

    /// <summary>A user as reviews show it.</summary>
    internal static UserInfo Show(Authentication.UserInfo user) => new()
    {
        Username = user.Name,
        UID = user.Uid,
        Groups = user.Groups.Contains("system:authenticated") ? user.Groups : user.Groups.Add("system:authenticated"),
        Extra = user.Extra,
    };
}
