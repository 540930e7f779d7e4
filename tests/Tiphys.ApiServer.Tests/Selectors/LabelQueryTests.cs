using Tiphys.Api;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Selectors;

namespace Tiphys.ApiServer.Tests.Selectors;

public sealed class LabelQueryTests
{
    [Theory]
    [InlineData("a in (x,,y)", "a", "", true)]
    [InlineData("a in ()", "a", "", true)]
    [InlineData("a in (,x)", "a", "z", false)]
    [InlineData("a notin (x)", "b", "x", true)]
    [InlineData("in in (in)", "in", "in", true)]
    [InlineData("a=", "a", "", true)]
    [InlineData("a>2", "a", "3", true)]
    [InlineData("!a , b", "b", "", true)]
    public void Selectors_select(string selector, string key, string value, bool fits) =>
        Assert.Equal(fits, LabelQuery.Parse(selector).Matches(ApiMap.Of(key, value)));

    [Theory]
    [InlineData("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("!", "unable to parse requirement: found '', expected: identifier")]
    [InlineData("a=b c", "found 'c', expected: ',' or 'end of string'")]
    [InlineData("a>x", "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer")]
    public void Others_are_refused_with_upstreams_words(string selector, string message) =>
        Assert.Equal(message, Assert.Throws<ApiException>(() => LabelQuery.Parse(selector)).Status.Message);
}
