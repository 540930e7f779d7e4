using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Tests.Support;
using Tiphys.Client;

namespace Tiphys.ApiServer.Tests.Handlers;

public sealed class ReadTests
{
    [Theory]
    [InlineData("app=web", "a,b")]
    [InlineData("app!=web", "c,d")]
    [InlineData("app in (web, db)", "a,b,c")]
    [InlineData("app notin (web),app", "c")]
    [InlineData("!app", "d")]
    [InlineData("size>1", "b")]
    [InlineData("app==web,size=1", "a")]
    public async Task Label_selectors_select(string selector, string expected)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateMapAsync("a", ("app", "web"), ("size", "1"));
        await server.CreateMapAsync("b", ("app", "web"), ("size", "2"));
        await server.CreateMapAsync("c", ("app", "db"));
        await server.CreateMapAsync("d");
        var list = await server.Client.ListAsync<ConfigMap>("default", new ListRequest { LabelSelector = selector }, TestServer.Deadline);
        Assert.Equal(expected, string.Join(',', list.Items.Select(map => map.Metadata.Name)));
    }

    [Theory]
    [InlineData("metadata.name=b", "b")]
    [InlineData("metadata.name!=b", "a,c")]
    [InlineData("metadata.namespace=other", "")]
    public async Task Field_selectors_select(string selector, string expected)
    {
        await using var server = await TestServer.StartAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await server.CreateMapAsync(name);
        }

        var list = await server.Client.ListAsync<ConfigMap>("default", new ListRequest { FieldSelector = selector }, TestServer.Deadline);
        Assert.Equal(expected, string.Join(',', list.Items.Select(map => map.Metadata.Name)));
    }

    [Fact]
    public async Task An_unknown_field_in_a_selector_is_a_bad_request()
    {
        await using var server = await TestServer.StartAsync();
        var error = await Assert.ThrowsAsync<ApiException>(
            () => server.Client.ListAsync<ConfigMap>("default", new ListRequest { FieldSelector = "spec.x=1" }, TestServer.Deadline));
        Assert.Equal(400, error.Code);
        Assert.EndsWith("\"spec.x\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("even=true")]
    public async Task Chunks_give_every_object_once_as_of_the_first_chunk(string? selector)
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            await server.CreateMapAsync($"m{i}", ("even", i % 2 == 0 ? "true" : "false"));
        }

        var names = new List<string>();
        var request = new ListRequest { LabelSelector = selector, Limit = 3 };
        do
        {
            var chunk = await server.Client.ListAsync<ConfigMap>("default", request, TestServer.Deadline);
            Assert.True(chunk.Items.Count <= 3);
            names.AddRange(chunk.Items.Select(map => map.Metadata.Name));
            request = request with { Continue = chunk.Continue };
            await server.CreateMapAsync($"m{names.Count}-late", ("even", "true"));
        }
        while (request.Continue.Length > 0);

        var all = Enumerable.Range(0, 10).Where(i => selector is null || i % 2 == 0).Select(i => $"m{i}");
        Assert.Equal(all, names);
    }

    [Fact]
    public async Task A_broken_continue_token_is_a_bad_request()
    {
        await using var server = await TestServer.StartAsync();
        var error = await Assert.ThrowsAsync<ApiException>(
            () => server.Client.ListAsync<ConfigMap>("default", new ListRequest { Continue = "!!" }, TestServer.Deadline));
        Assert.Equal(400, error.Code);
    }

    [Fact]
    public async Task A_chunk_of_a_compacted_list_has_expired()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateMapAsync("a");
        await server.CreateMapAsync("b");
        var chunk = await server.Client.ListAsync<ConfigMap>("default", new ListRequest { Limit = 1 }, TestServer.Deadline);
        await server.CreateMapAsync("c");
        await server.Core.Store.CompactAsync(server.Core.Store.CurrentRevision, TestServer.Deadline);
        var error = await Assert.ThrowsAsync<ApiException>(
            () => server.Client.ListAsync<ConfigMap>("default", new ListRequest { Limit = 1, Continue = chunk.Continue }, TestServer.Deadline));
        Assert.Equal(410, error.Code);
        Assert.True(error.IsExpired);
    }
}
