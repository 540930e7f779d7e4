using System.Net;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Certificates;

namespace Tiphys.ApiServer.Tests.Certificates;

public sealed class CertificateAuthorityTests
{
    [Fact]
    public void A_client_certificate_proves_user_and_groups()
    {
        using var authority = CertificateAuthority.Create("tiphys", TimeProvider.System);
        using var client = authority.IssueClient("ann", ["sailors", "system:masters"]);
        var user = new ClientCertificateAuthenticator(authority, TimeProvider.System).Identify(client);
        Assert.Equal("ann", user.Name);
        Assert.Equal(["sailors", "system:masters"], user.Groups.Order());
    }

    [Fact]
    public void The_certificate_of_another_authority_and_an_old_one_are_refused()
    {
        var past = new FixedClock(DateTimeOffset.UtcNow.AddYears(-2));
        using var authority = CertificateAuthority.Create("tiphys", TimeProvider.System);
        using var other = CertificateAuthority.Create("tiphys", TimeProvider.System);
        using var former = CertificateAuthority.Create("tiphys", past);
        using var strange = other.IssueClient("ann", []);
        using var old = former.IssueClient("ann", []);
        Assert.Equal(401, Assert.Throws<ApiException>(() => new ClientCertificateAuthenticator(authority, TimeProvider.System).Identify(strange)).Code);
        Assert.Equal(401, Assert.Throws<ApiException>(() => new ClientCertificateAuthenticator(former, TimeProvider.System).Identify(old)).Code);
    }

    [Fact]
    public void A_servers_certificate_proves_no_user()
    {
        using var authority = CertificateAuthority.Create("tiphys", TimeProvider.System);
        using var serving = authority.IssueServing("ann", ["localhost"], []);
        Assert.Equal(401, Assert.Throws<ApiException>(() => new ClientCertificateAuthenticator(authority, TimeProvider.System).Identify(serving)).Code);
    }

    [Fact]
    public void A_servers_certificate_is_good_for_its_names_only()
    {
        using var authority = CertificateAuthority.Create("tiphys", TimeProvider.System);
        using var serving = authority.IssueServing("kube-apiserver", ["kubernetes.default.svc"], [IPAddress.Parse("10.96.0.1")]);
        Assert.True(serving.MatchesHostname("kubernetes.default.svc"));
        Assert.True(serving.MatchesHostname("10.96.0.1"));
        Assert.False(serving.MatchesHostname("example.com"));
    }

    [Fact]
    public void The_authority_stays_the_same_over_a_restart_and_its_key_is_private()
    {
        var directory = Directory.CreateTempSubdirectory("tiphys-pki-");
        try
        {
            using var first = CertificateAuthority.LoadOrCreate(directory.FullName, TimeProvider.System);
            using var second = CertificateAuthority.LoadOrCreate(directory.FullName, TimeProvider.System);
            Assert.Equal(first.CertificatePem, second.CertificatePem);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(directory.FullName, "ca.key")));
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
