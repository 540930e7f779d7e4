using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Discovery;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.Tests.Discovery;

public sealed class DiscoveryTests
{
    private const string AggregatedAccept =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

    private readonly DiscoveryEndpoint _endpoint = new(ApiCatalog.Resources);

    public static TheoryData<string> ClassicPaths => [.. Recorded("discovery-classic").AsObject().Select(each => each.Key)];

    [Theory]
    [MemberData(nameof(ClassicPaths))]
    public async Task Classic_document_is_as_recorded(string path)
    {
        var answer = await GetAsync(path, "application/json");
        var expected = Recorded("discovery-classic")[path]!;
        var actual = JsonNode.Parse(answer.Body)!;
        if (path == "/api")
        {
            actual["serverAddressByClientCIDRs"]![0]!["serverAddress"] = "«any»";
        }

        AssertSame(expected, actual);
    }

    [Theory]
    [InlineData("/api", "discovery-aggregated-api")]
    [InlineData("/apis", "discovery-aggregated-apis")]
    public async Task Aggregated_document_is_as_recorded(string path, string file)
    {
        var answer = await GetAsync(path, AggregatedAccept);
        AssertSame(Recorded(file), JsonNode.Parse(answer.Body)!);
        Assert.Equal("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList", answer.Http.Response.ContentType);
    }

    [Fact]
    public async Task Known_etag_is_answered_with_not_modified()
    {
        var first = await GetAsync("/apis", AggregatedAccept);
        var second = await GetAsync("/apis", AggregatedAccept, first.Http.Response.Headers.ETag.ToString());
        Assert.Equal(304, second.Http.Response.StatusCode);
        Assert.Empty(second.Body);
    }

    private static void AssertSame(JsonNode expected, JsonNode actual)
    {
        if (!JsonNode.DeepEquals(expected, actual))
        {
            Assert.Equal(expected.ToJsonString(), actual.ToJsonString());
        }
    }

    private static JsonNode Recorded(string name)
    {
        using var zip = new ZipArchive(typeof(DiscoveryTests).Assembly.GetManifestResourceStream("discovery.zip")!);
        using var file = zip.GetEntry(name + ".json")!.Open();
        return JsonNode.Parse(file)!;
    }

    private async Task<(byte[] Body, HttpContext Http)> GetAsync(string path, string accept, string tag = "")
    {
        var body = new MemoryStream();
        var http = new DefaultHttpContext();
        http.Request.Method = "GET";
        http.Request.Path = path;
        http.Request.Headers.Accept = accept;
        http.Request.Headers.IfNoneMatch = tag;
        http.Response.Body = body;
        var request = RequestInfoParser.Parse(http.Request);
        Assert.True(_endpoint.Matches(request));
        await _endpoint.HandleAsync(new ApiCall(http, request, UserInfo.Anonymous));
        return (body.ToArray(), http);
    }
}
