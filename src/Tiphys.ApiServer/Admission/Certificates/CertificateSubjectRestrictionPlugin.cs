using System.Security.Cryptography;
using Tiphys.Api.Certificates.V1;
using Tiphys.Api.Errors;

namespace Tiphys.ApiServer.Admission.Certificates;

/// <summary>CertificateSubjectRestriction: nobody asks for a client certificate of the group that may do everything.</summary>
internal sealed class CertificateSubjectRestrictionPlugin : IAdmissionPlugin
{
    private const string Signer = "kubernetes.io/kube-apiserver-client";

    public ValueTask ValidateAsync(AdmissionRequest request, IKubernetesObject? value, CancellationToken cancellationToken)
    {
        if (request.Operation == "CREATE" && request.IsWhole() && value is CertificateSigningRequest { Spec.SignerName: Signer } csr
            && Organizations(request, csr).Contains("system:masters"))
        {
            throw Denial.Of(request, value, $"use of {Signer} signer with system:masters group is not allowed");
        }

        return ValueTask.CompletedTask;
    }

    private static IReadOnlyList<string> Organizations(AdmissionRequest request, CertificateSigningRequest csr)
    {
        try
        {
            return RequestSubject.Read(csr).Organizations;
        }
        catch (CryptographicException error)
        {
            throw new ApiException(Denial.Of(request, csr, $"failed to parse CSR: {error.Message}").Status, error);
        }
    }
}
