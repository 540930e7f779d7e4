using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Tiphys.ApiServer.Tests.Resources;

/// <summary>The suite leaves no resource out.</summary>
public sealed class ResourceTableTests
{
    [Fact]
    public void Every_served_resource_has_a_sample() =>
        Assert.Equal([], ApiCatalog.Resources.Select(ServedResource.KeyOf).Where(key => !ResourceSamples.All.ContainsKey(key)));

    [Fact]
    public void Every_sample_is_of_a_served_resource() => Assert.Equal([], ResourceSamples.All.Keys.Except(ApiCatalog.Resources.Select(ServedResource.KeyOf)));

    [Fact]
    public void The_table_has_all_resources_that_a_real_server_has() =>
        Assert.Equal(Recorded().Order(StringComparer.Ordinal), ApiCatalog.Resources.Select(ServedResource.NameOf).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Recorded()
    {
        using var zip = new ZipArchive(typeof(ResourceTableTests).Assembly.GetManifestResourceStream("discovery.zip")!);
        foreach (var file in new[] { "discovery-aggregated-api.json", "discovery-aggregated-apis.json" })
        {
            using var stream = zip.GetEntry(file)!.Open();
            foreach (var name in Names(JsonNode.Parse(stream)!))
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<string> Names(JsonNode groups) =>
        from item in groups["items"]!.AsArray()
        let name = (string?)item["metadata"]?["name"]
        from version in item["versions"]!.AsArray()
        from resource in version["resources"]!.AsArray()
        let plural = (string)resource["resource"]!
        select $"{(name is null or "" ? plural : $"{plural}.{name}")}/{(string)version["version"]!}";
}
