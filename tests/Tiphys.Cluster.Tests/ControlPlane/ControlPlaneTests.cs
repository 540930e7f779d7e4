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
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";

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
    public async Task A_service_account_enters_by_its_token_and_cannot_raise_its_rights()
    {
        await using var controlPlane = await StartAsync();
        using var admin = Client(controlPlane);
        await CreateAsync(admin, "/api/v1/namespaces/default/serviceaccounts", """{"metadata":{"name":"robot"}}""");
        var issued = await CreateAsync(admin, "/api/v1/namespaces/default/serviceaccounts/robot/token", """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{}}""");
        await CreateAsync(admin, $"{Rbac}/clusterroles", """{"metadata":{"name":"role-maker"},"rules":[{"apiGroups":["rbac.authorization.k8s.io"],"resources":["clusterroles","clusterrolebindings"],"verbs":["create"]}]}""");
        await CreateAsync(admin, $"{Rbac}/clusterrolebindings", """{"metadata":{"name":"robot"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"role-maker"},"subjects":[{"kind":"ServiceAccount","name":"robot","namespace":"default"}]}""");

        using var robot = new HttpClient(Handler()) { BaseAddress = controlPlane.Address };
        robot.DefaultRequestHeaders.Authorization = new("Bearer", (string?)issued["status"]!["token"]);
        var self = await CreateAsync(robot, "/apis/authentication.k8s.io/v1/selfsubjectreviews", """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}""");
        Assert.Equal("system:serviceaccount:default:robot", (string?)self["status"]!["userInfo"]!["username"]);

        var grab = await robot.PostAsync($"{Rbac}/clusterroles", Json("""{"metadata":{"name":"all"},"rules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]}"""));
        Assert.Equal(HttpStatusCode.Forbidden, grab.StatusCode);
        Assert.Contains("is attempting to grant RBAC permissions not currently held", await grab.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var bind = await robot.PostAsync($"{Rbac}/clusterrolebindings", Json("""{"metadata":{"name":"all"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"cluster-admin"},"subjects":[{"kind":"ServiceAccount","name":"robot","namespace":"default"}]}"""));
        Assert.Equal(HttpStatusCode.Forbidden, bind.StatusCode);
    }

    [Theory]
    [InlineData("", "true")]
    [InlineData("bob", "false")]
    public async Task Access_reviews_answer_for_the_user_one_acts_as(string user, string allowed)
    {
        await using var controlPlane = await StartAsync();
        using var client = Client(controlPlane);
        if (user.Length > 0)
        {
            client.DefaultRequestHeaders.Add("Impersonate-User", user);
        }

        var review = await CreateAsync(client, "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"resourceAttributes":{"verb":"list","resource":"pods","namespace":"default"}}}""");
        Assert.Equal(allowed, review["status"]!["allowed"]!.ToJsonString());
    }

    [Fact]
    public async Task A_data_directory_in_use_is_refused()
    {
        await using var first = await StartAsync();
        await Assert.ThrowsAsync<StoreLockedException>(StartAsync);
    }

    private Task<Cluster.ControlPlane.ControlPlane> StartAsync() => Cluster.ControlPlane.ControlPlane.StartAsync(
        new ControlPlaneOptions { DataDirectory = _directory, Listen = new IPEndPoint(IPAddress.Loopback, 0) }, loggers: null, CancellationToken.None);

    private static async Task<JsonNode> CreateAsync(HttpClient client, string path, string body)
    {
        var answer = await client.PostAsync(path, Json(body));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonNode.Parse(text)!;
    }

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
