using System.Net;
using System.Net.Http.Headers;
using Tiphys.Kubelet.Server.Access;

namespace Tiphys.Kubelet.Tests.Server;

public sealed class AccessTests
{
    [Fact]
    public async Task Nobody_is_unauthorized()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        using var http = kubelet.Http(null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/healthz", KubeletFixture.Deadline)).StatusCode);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token");
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/pods", KubeletFixture.Deadline)).StatusCode);
    }

    [Fact]
    public async Task Masters_may_do_everything_and_others_nothing_without_an_API_server()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        Assert.Equal((HttpStatusCode.OK, "ok"), await kubelet.GetAsync("/healthz"));
        using var certificate = kubelet.IssueClient("alice", "dev");
        using var http = kubelet.Http(certificate);
        using var answer = await http.GetAsync("/pods", KubeletFixture.Deadline);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("Forbidden (user=alice, verb=get, resource=nodes, subresource(s)=[pods proxy])", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_server_certificate_names_no_user()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        using var http = kubelet.Http(kubelet.Serving);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/healthz", KubeletFixture.Deadline)).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/stats/summary", "get", "stats")]
    [InlineData("GET", "/metrics/resource", "get", "metrics")]
    [InlineData("GET", "/logs/", "get", "log")]
    [InlineData("POST", "/exec/a/b/c", "create", "proxy")]
    [InlineData("GET", "/healthz", "get", "healthz,proxy")]
    [InlineData("GET", "/runningpods/", "get", "pods,proxy")]
    [InlineData("GET", "/statistics", "get", "proxy")]
    public void Requests_are_accesses_to_subresources_of_the_node(string method, string path, string verb, string subresources)
    {
        var (actual, names) = NodeAttributes.Of(method, path);
        Assert.Equal((verb, subresources), (actual, string.Join(',', names)));
    }
}
