using Tiphys.ApiServer.Tables;

namespace Tiphys.ApiServer.Tests.Tables;

public sealed class KindTablesTests
{
    /// <summary>Kinds that upstream shows with their name and date alone.</summary>
    private static readonly string[] Plain = ["CustomResourceDefinition"];

    [Fact]
    public void Every_stored_kind_has_a_table()
    {
        var tables = KindTables.All.Select(table => table.Kind).ToHashSet();
        var without = ApiCatalog.Resources
            .Where(resource => resource.Verbs.Contains("get") && !Plain.Contains(resource.Kind.Kind) && !tables.Contains(resource.Kind));

        Assert.Empty(without.Select(resource => resource.Kind));
    }
}
