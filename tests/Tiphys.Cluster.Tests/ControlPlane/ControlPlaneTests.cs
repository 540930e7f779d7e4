using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tiphys.Cluster.ControlPlane;
using Tiphys.Storage;

namespace Tiphys.Cluster.Tests.ControlPlane;

public sealed partial class ControlPlaneTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tiphys-control-plane-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task An_administrator_creates_reads_and_finds_it_again_after_a_restart()
    {
        await using (var first = await StartAsync())
        {
            using var client = Client(first);
            var answer = await client.PostAsync("/api/v1/namespaces/default/configmaps", Json("""{"metadata":{"name":"a"},"data":{"x":"1"}}"""));
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }

        await using var second = await StartAsync();
        using var again = Client(second);
        var found = await again.GetFromJsonAsync<JsonNode>("/api/v1/namespaces/default/configmaps/a");
        Assert.Equal("1", (string?)found!["data"]!["x"]);
    }

    [Fact]
    public async Task Whoever_gives_no_certificate_sees_versions_but_no_objects()
    {
        await using var controlPlane = await StartAsync();
        using var client = new HttpClient(Handler()) { BaseAddress = controlPlane.Address };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/version")).StatusCode);
        var denied = await client.GetAsync("/api/v1/namespaces/default/secrets");
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        var status = await denied.Content.ReadFromJsonAsync<JsonNode>();
        Assert.Equal(
            "secrets is forbidden: User \"system:anonymous\" cannot list resource \"secrets\" in API group \"\" in the namespace \"default\"",
            (string?)status!["message"]);
    }

    [Theory]
    [InlineData("/api", "APIVersions")]
    [InlineData("/apis", "APIGroupList")]
    [InlineData("/api/v1", "APIResourceList")]
    [InlineData("/apis/apps", "APIGroup")]
    [InlineData("/apis/apps/v1", "APIResourceList")]
    public async Task Discovery_answers(string path, string kind)
    {
        await using var controlPlane = await StartAsync();
        using var client = Client(controlPlane);
        var document = await client.GetFromJsonAsync<JsonNode>(path);
        Assert.Equal(kind, (string?)document!["kind"]);
    }

    [Fact]
    public async Task An_applied_object_has_its_manager()
    {
        await using var controlPlane = await StartAsync();
        using var client = Client(controlPlane);
        var body = new StringContent("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"},"data":{"x":"1"}}""", Encoding.UTF8, "application/apply-patch+yaml");
        var answer = await client.PatchAsync("/api/v1/namespaces/default/configmaps/b?fieldManager=me", body);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var applied = await answer.Content.ReadFromJsonAsync<JsonNode>();
        var entry = applied!["metadata"]!["managedFields"]!.AsArray().Single()!;
        Assert.Equal("me", (string?)entry["manager"]);
        Assert.Equal("Apply", (string?)entry["operation"]);
        Assert.NotNull(entry["fieldsV1"]!["f:data"]!["f:x"]);
    }

    [Fact]
    public async Task A_data_directory_in_use_is_refused()
    {
        await using var first = await StartAsync();
        await Assert.ThrowsAsync<StoreLockedException>(StartAsync);
    }

    private Task<Cluster.ControlPlane.ControlPlane> StartAsync() => Cluster.ControlPlane.ControlPlane.StartAsync(
        new ControlPlaneOptions { DataDirectory = _directory, Listen = new IPEndPoint(IPAddress.Loopback, 0) }, logging: null, CancellationToken.None);

    private static HttpClient Client(Cluster.ControlPlane.ControlPlane controlPlane)
    {
        var kubeconfig = controlPlane.AdminKubeconfig();
        var handler = Handler();
        using var certificate = X509Certificate2.CreateFromPem(
            Decode(CertificateData().Match(kubeconfig).Groups[1].Value), Decode(KeyData().Match(kubeconfig).Groups[1].Value));
        handler.ClientCertificates.Add(X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null));
        return new HttpClient(handler) { BaseAddress = controlPlane.Address };
    }

    // The server's certificate is checked by kubectl's and the clients' tests; here only the answers count.
    private static HttpClientHandler Handler() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };

    private static string Decode(string base64) => Encoding.ASCII.GetString(Convert.FromBase64String(base64));

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    [GeneratedRegex("client-certificate-data: (.*)")]
    private static partial Regex CertificateData();

    [GeneratedRegex("client-key-data: (.*)")]
    private static partial Regex KeyData();
}
