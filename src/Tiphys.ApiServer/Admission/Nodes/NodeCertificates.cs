using System.Security.Cryptography;
using Tiphys.Api.Certificates.V1;
using Tiphys.ApiServer.Admission.Certificates;

namespace Tiphys.ApiServer.Admission.Nodes;

/// <summary>Which certificates a node may ask for: its own.</summary>
internal static class NodeCertificates
{
    public static string? Problem(AdmissionRequest request, CertificateSigningRequest csr, string node)
    {
        if (request.Operation != "CREATE" || csr.Spec.SignerName is not ("kubernetes.io/kubelet-serving" or "kubernetes.io/kube-apiserver-client-kubelet"))
        {
            return null;
        }

        try
        {
            return RequestSubject.Read(csr).CommonName == "system:node:" + node ? null : $"can only create a node CSR with CN=system:node:{node}";
        }
        catch (CryptographicException error)
        {
            return $"unable to parse csr: {error.Message}";
        }
    }
}
