using System.Text;
using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Tests.Support;
using Tiphys.Client;

namespace Tiphys.ApiServer.Tests.Handlers;

public sealed class PatchTests
{
    [Theory]
    [InlineData("application/json-patch+json", "[{\"op\":\"add\",\"path\":\"/data\",\"value\":{\"k\":\"1\"}}]")]
    [InlineData("application/merge-patch+json", "{\"data\":{\"k\":\"1\"}}")]
    [InlineData("application/strategic-merge-patch+json", "{\"data\":{\"k\":\"1\"}}")]
    public async Task Each_kind_of_patch_changes_the_stored_object(string type, string body)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateMapAsync("a", ("app", "web"));
        await PatchAsync(server, type, body);
        var read = await server.Client.GetAsync<ConfigMap>("default", "a", TestServer.Deadline);
        Assert.Equal("1", read.Data["k"]);
        Assert.Equal("web", read.Metadata.Labels["app"]);
    }

    [Theory]
    [InlineData("text/plain", "{}", 415)]
    [InlineData("application/merge-patch+json", "{", 400)]
    [InlineData("application/merge-patch+json", "{\"metadata\":{\"resourceVersion\":\"1\"}}", 409)]
    [InlineData("application/merge-patch+json", "{\"metadata\":{\"uid\":\"other\"}}", 422)]
    public async Task A_patch_that_cannot_be_taken_says_why(string type, string body, int code)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateMapAsync("a");
        var error = await Assert.ThrowsAsync<ApiException>(() => PatchAsync(server, type, body));
        Assert.Equal(code, error.Code);
    }

    [Fact]
    public async Task Patches_at_the_same_time_all_arrive()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateMapAsync("a");
        var keys = Enumerable.Range(0, 50).Select(number => $"k{number}").ToList();
        await Task.WhenAll(keys.Select(key => Task.Run(() => PatchAsync(server, "application/merge-patch+json", $$$"""{"data":{"{{{key}}}":"v"}}"""))));
        var read = await server.Client.GetAsync<ConfigMap>("default", "a", TestServer.Deadline);
        Assert.Equal(keys.Order(StringComparer.Ordinal), read.Data.Keys.Order(StringComparer.Ordinal));
    }

    private static Task<ConfigMap> PatchAsync(TestServer server, string type, string body) =>
        server.Client.PatchAsync<ConfigMap>("default", "a", new PatchRequest(type, Encoding.UTF8.GetBytes(body)), null, TestServer.Deadline);
}
