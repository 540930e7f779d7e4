using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.Tests.Pipeline;

public sealed class AcceptHeaderTests
{
    [Theory]
    [InlineData("application/json;q=0.5, application/yaml", "application/yaml application/json")]
    [InlineData("*/*, application/json", "application/json */*")]
    [InlineData("nonsense, a/b/c, application/json;q=x", "application/json")]
    [InlineData("a/b;q=0.1;x=1,c/d;q=0.2", "c/d a/b")]
    public void The_most_wanted_comes_first(string header, string order) =>
        Assert.Equal(order, string.Join(' ', AcceptHeader.Parse(header).Select(clause => $"{clause.Type}/{clause.Subtype}")));
}
