using Tiphys.Api.Certificates.V1;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization;

namespace Tiphys.ApiServer.Admission.Certificates;

/// <summary>CertificateApproval and CertificateSigning: approving and signing need a right for the signer, not only for the request.</summary>
internal sealed class CertificateSignerPlugin(ApiServerCore server) : IAdmissionPlugin
{
    public ValueTask ValidateAsync(AdmissionRequest request, IKubernetesObject? value, CancellationToken cancellationToken)
    {
        if (value is not CertificateSigningRequest csr || request.Old is not CertificateSigningRequest old)
        {
            return ValueTask.CompletedTask;
        }

        // The old object counts: nobody gets around the check by naming another signer in the same write.
        var signer = old.Spec.SignerName;
        var user = request.Context.User;
        if (request.Context.Subresource == "approval" && !May(user, "approve", signer))
        {
            throw Denial.Of(request, value, $"user not permitted to approve requests with signerName \"{signer}\"");
        }

        var isSigned = csr.Status.Certificate != old.Status.Certificate || csr.Status.Conditions != old.Status.Conditions;
        if (request.Context.Subresource == "status" && isSigned && !May(user, "sign", signer))
        {
            throw Denial.Of(request, value, $"user not permitted to sign requests with signerName \"{signer}\"");
        }

        return ValueTask.CompletedTask;
    }

    // The right is for the signer, or for all signers of its domain.
    private bool May(UserInfo user, string verb, string signer) =>
        server.Authorizer is not { } authorizer
        || new[] { signer, signer.Split('/')[0] + "/*" }.Any(name => authorizer.Authorize(new AccessRequest
        {
            User = user,
            Verb = verb,
            Group = "certificates.k8s.io",
            Version = "*",
            Resource = "signers",
            Name = name,
        }).Decision == AccessDecision.Allow);
}
