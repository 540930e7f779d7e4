using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tiphys.Client.Files;

namespace Tiphys.ApiServer.Certificates;

/// <summary>Writes the file by which <c>kubectl</c> and other clients find and enter a cluster.</summary>
public static class Kubeconfig
{
    /// <summary>A kubeconfig with one cluster, one user and one context of the same name, all data inside.</summary>
    public static string Write(string name, Uri server, string authorityPem, X509Certificate2 client) => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: {name}
          cluster:
            server: {server.GetLeftPart(UriPartial.Authority)}
            certificate-authority-data: {Encode(authorityPem)}
        users:
        - name: {name}
          user:
            client-certificate-data: {Encode(client.ExportCertificatePem() + "\n")}
            client-key-data: {Encode(CertificateAuthority.KeyPem(client))}
        contexts:
        - name: {name}
          context:
            cluster: {name}
            user: {name}
        current-context: {name}

        """;

    /// <summary>Writes a kubeconfig to a file that only its owner can read.</summary>
    public static void Save(string path, string kubeconfig) => AtomicFile.WriteSecret(path, Encoding.UTF8.GetBytes(kubeconfig));

    private static string Encode(string pem) => Convert.ToBase64String(Encoding.ASCII.GetBytes(pem));
}
