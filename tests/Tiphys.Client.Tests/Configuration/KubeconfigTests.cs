using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tiphys.Client.Configuration;

namespace Tiphys.Client.Tests.Configuration;

public sealed class KubeconfigTests
{
    [Fact]
    public void A_context_gives_server_credentials_and_namespace()
    {
        var (certificate, key) = MakePem();
        var config = Kubeconfig.Parse($"""
            apiVersion: v1
            kind: Config
            current-context: one
            clusters:
            - name: c
              cluster:
                server: https://10.0.0.1:6443
                certificate-authority-data: {Base64(certificate)}
                tls-server-name: api
            users:
            - name: u
              user:
                client-certificate-data: {Base64(certificate)}
                client-key-data: {Base64(key)}
                token: secret
            contexts:
            - name: one
              context: {"{cluster: c, user: u, namespace: n}"}
            """, "/").Resolve();
        Assert.Equal("https://10.0.0.1:6443/", config.Server.AbsoluteUri);
        Assert.Single(config.CertificateAuthorities!);
        Assert.True(config.ClientCertificate!.HasPrivateKey);
        Assert.Equal(("secret", "n", "api", false), (config.Token, config.Namespace, config.TlsServerName, config.SkipTlsVerification));
    }

    [Fact]
    public void Files_are_found_beside_the_kubeconfig()
    {
        var directory = Directory.CreateTempSubdirectory("kubeconfig");
        try
        {
            File.WriteAllText(Path.Combine(directory.FullName, "ca.pem"), MakePem().Certificate);
            var path = Path.Combine(directory.FullName, "config");
            File.WriteAllText(path, """
                {"current-context":"x","clusters":[{"name":"c","cluster":{"server":"http://a","certificate-authority":"ca.pem"}}],
                 "contexts":[{"name":"x","context":{"cluster":"c","user":"u"}}],"users":[{"name":"u","user":{"tokenFile":"t"}}]}
                """);
            var config = Kubeconfig.Load(path).Resolve();
            Assert.Single(config.CertificateAuthorities!);
            Assert.Equal(Path.Combine(directory.FullName, "t"), config.TokenFile);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("- a", "must be a mapping")]
    [InlineData("a: [", "not valid YAML")]
    [InlineData("contexts: []", "no current-context")]
    [InlineData("current-context: x", "context \"x\" does not exist")]
    [InlineData("{current-context: x, contexts: [{name: x, context: {cluster: c}}]}", "cluster \"c\", which does not exist")]
    [InlineData("{current-context: x, contexts: [{name: x, context: {cluster: c}}], clusters: [{name: c, cluster: {server: nope}}]}", "no address")]
    [InlineData(
        "{current-context: x, contexts: [{name: x, context: {cluster: c, user: u}}], clusters: [{name: c, cluster: {server: 'http://a'}}], users: [{name: u, user: {exec: {command: z}}}]}",
        "not supported")]
    public void What_is_wrong_is_named(string yaml, string message) =>
        Assert.Contains(message, Assert.Throws<KubeconfigException>(() => Kubeconfig.Parse(yaml, "/").Resolve()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("/no/such/file", Assert.Throws<KubeconfigException>(() => Kubeconfig.Load("/no/such/file")).Message, StringComparison.Ordinal);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static (string Certificate, string Key) MakePem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
