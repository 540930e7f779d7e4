using Tiphys.Controllers.Kinds;

namespace Tiphys.Controllers.Tests.Kinds;

public sealed class AllKindsTests
{
    [Fact]
    public void Every_kind_of_the_catalog_that_can_be_deleted_is_there_once()
    {
        var catalog = ApiCatalog.Resources.Where(resource => resource.Verbs.Contains("delete")).Select(resource => (resource.Kind.Group, resource.Kind.Kind)).Distinct();
        var here = AllKinds.All.Select(access => (access.Kind.Group, access.Kind.Kind)).ToList();
        Assert.Equal(catalog.Order(), here.Order());
    }
}
