using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Certificates;

namespace Tiphys.ApiServer.Proxying;

/// <summary>Reaches kubelets over HTTPS: with a client certificate of the cluster's authority, which must also have signed theirs.</summary>
public sealed class KubeletConnector : IKubeletConnector, IDisposable
{
    private const int DefaultPort = 10250;

    // As kubeadm has it: names of nodes are often in no DNS.
    private static readonly string[] PreferredAddresses =
        [NodeAddressType.InternalIP, NodeAddressType.ExternalIP, NodeAddressType.Hostname, NodeAddressType.InternalDNS, NodeAddressType.ExternalDNS];

    private readonly X509Certificate2 _certificate;

    /// <summary>Makes the client certificate, <c>kube-apiserver-kubelet-client</c> in <c>system:masters</c>. The authority stays the caller's.</summary>
    public KubeletConnector(CertificateAuthority authority)
    {
        _certificate = authority.IssueClient("kube-apiserver-kubelet-client", ["system:masters"]);
        Transport = Invoker(new SslClientAuthenticationOptions { CertificateChainPolicy = Trust(authority.Certificate) });
        UnverifiedTransport = Invoker(new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, _, _, _) => true });
    }

    /// <inheritdoc/>
    public HttpMessageInvoker Transport { get; }

    /// <inheritdoc/>
    public HttpMessageInvoker UnverifiedTransport { get; }

    /// <inheritdoc/>
    public Uri Locate(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var address = PreferredAddresses
            .Select(type => node.Status.Addresses.FirstOrDefault(each => each.Type == type)?.Address)
            .FirstOrDefault(each => !string.IsNullOrEmpty(each));
        if (address is null)
        {
            throw StatusErrors.Of(500, "", $"no preferred addresses found; known addresses: [{string.Join(' ', node.Status.Addresses.Select(each => each.Type))}]", null);
        }

        var host = IPAddress.TryParse(address, out var ip) && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address;
        var port = node.Status.DaemonEndpoints.KubeletEndpoint.Port is > 0 and var told ? told : DefaultPort;
        return new Uri($"https://{host}:{port.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Transport.Dispose();
        UnverifiedTransport.Dispose();
        _certificate.Dispose();
    }

    private static X509ChainPolicy Trust(X509Certificate2 authority)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(authority);
        return policy;
    }

    private HttpMessageInvoker Invoker(SslClientAuthenticationOptions tls)
    {
        tls.ClientCertificates = [_certificate];
        tls.LocalCertificateSelectionCallback = (_, _, _, _, _) => _certificate;
        return Transports.Create(tls);
    }
}
