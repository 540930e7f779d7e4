using Tiphys.ApiServer.Proxying;

namespace Tiphys.ApiServer.Tests.Proxying;

public sealed class ProxyPathTests
{
    [Theory]
    [InlineData("/api/v1/nodes/n/proxy", "/api/v1/nodes/n/proxy", "")]
    [InlineData("/api/v1/nodes/n:10250/proxy/", "/api/v1/nodes/n:10250/proxy", "/")]
    [InlineData("/api/v1/nodes/proxy/proxy/proxy/a", "/api/v1/nodes/proxy/proxy", "/proxy/a")]
    [InlineData("/api/v1/namespaces/d/pods/https:p:443/proxy/a%20b//c/?q=1", "/api/v1/namespaces/d/pods/https:p:443/proxy", "/a%20b//c/")]
    public void A_path_is_cut_behind_proxy(string target, string prefix, string rest) =>
        Assert.Equal((prefix, rest), ProxyPath.Split(target, new(target.Split('?')[0])));

    [Fact]
    public void Dot_segments_count_as_they_were_authorized() => Assert.Equal(
        ("/api/v1/nodes/n/proxy", "/b"), ProxyPath.Split("/api/v1/nodes/n/proxy/a/../b", new("/api/v1/nodes/n/proxy/b")));

    [Theory]
    [InlineData("web", "", "web", "")]
    [InlineData("web:80", "", "web", "80")]
    [InlineData("https:web:80", "https", "web", "80")]
    [InlineData("https:web:", "https", "web", "")]
    public void A_target_has_scheme_name_and_port(string id, string scheme, string name, string port)
    {
        Assert.True(SchemeNamePort.TryParse(id, out var parsed));
        Assert.Equal((scheme, name, port), (parsed.Scheme, parsed.Name, parsed.Port));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ftp:web:80")]
    [InlineData("a:b:c:d")]
    [InlineData(":80")]
    public void Other_targets_are_none(string id) => Assert.False(SchemeNamePort.TryParse(id, out _));
}
