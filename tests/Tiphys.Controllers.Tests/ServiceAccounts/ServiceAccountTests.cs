using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Controllers.Tests.Support;

namespace Tiphys.Controllers.Tests.ServiceAccounts;

public sealed class ServiceAccountTests
{
    [Fact]
    public async Task Each_namespace_has_its_account_and_certificates_again_and_again()
    {
        await using var cluster = new TestCluster(new ControllerManagerOptions { RootCertificates = "PEM" }).Start();
        var client = cluster.Client;
        client.Put(Namespace.Empty with { Metadata = ObjectMeta.Empty with { Name = "a" } });
        await Eventually.TrueAsync(() => client.Find<ServiceAccount>("a", "default") is not null, "the account");
        await Eventually.TrueAsync(() => client.Find<ConfigMap>("a", "kube-root-ca.crt")?.Data["ca.crt"] == "PEM", "the certificates");
        client.Remove<ServiceAccount>("a", "default");
        client.Put(client.Find<ConfigMap>("a", "kube-root-ca.crt")! with { Data = ApiMap.Of("ca.crt", "wrong") });
        await Eventually.TrueAsync(() => client.Find<ServiceAccount>("a", "default") is not null, "the account again");
        await Eventually.TrueAsync(() => client.Find<ConfigMap>("a", "kube-root-ca.crt")!.Data["ca.crt"] == "PEM", "the right certificates");
    }

    [Fact]
    public async Task A_namespace_that_goes_away_gets_none()
    {
        await using var cluster = new TestCluster().Start();
        cluster.Client.Put(Namespace.Empty with
        {
            Metadata = ObjectMeta.Empty with { Name = "going", DeletionTimestamp = new Time(DateTimeOffset.UtcNow), Finalizers = ["x"] },
            Status = NamespaceStatus.Empty with { Phase = "Terminating" },
        });
        cluster.Client.Put(Namespace.Empty with { Metadata = ObjectMeta.Empty with { Name = "staying" } });
        await Eventually.TrueAsync(() => cluster.Client.Find<ServiceAccount>("staying", "default") is not null, "the other account");
        Assert.Null(cluster.Client.Find<ServiceAccount>("going", "default"));
    }
}
