using CsCheck;
using Tiphys.ApiServer.Proxying;

namespace Tiphys.ApiServer.Tests.Proxying;

public sealed class HtmlLinksTests
{
    private const string Prefix = "/api/v1/namespaces/default/pods/web/proxy";

    private static readonly LinkRewriter Links = new(Prefix, new Uri("http://10.0.0.1:8080/page"), "localhost:8001");

    [Theory]
    [InlineData("/style.css", Prefix + "/style.css")]
    [InlineData("/", Prefix + "/")]
    [InlineData("/a/b/?q=1#f", Prefix + "/a/b/?q=1#f")]
    [InlineData("relative/link", "relative/link")]
    [InlineData("?q", "?q")]
    [InlineData("#f", "#f")]
    [InlineData("mailto:a@example.org", "mailto:a@example.org")]
    [InlineData("http://10.0.0.1:8080/x", Prefix + "/x")]
    [InlineData("//10.0.0.1:8080/x", Prefix + "/x")]
    [InlineData("http://example.org/x", "http://example.org/x")]
    [InlineData("http://localhost:8001/x", "http://localhost:8001" + Prefix + "/x")]
    [InlineData(Prefix + "/x", Prefix + "/x")]
    public void Links_of_the_server_lead_through_the_proxy(string link, string expected) => Assert.Equal(expected, Links.Rewrite(link));

    [Theory]
    [InlineData("<a href=\"/x\">/x</a>", "<a href=\"P/x\">/x</a>")]
    [InlineData("<A HREF='/x' title='/x'>", "<A HREF=\"P/x\" title='/x'>")]
    [InlineData("<img src=/x.png alt=y>", "<img src=\"P/x.png\" alt=y>")]
    [InlineData("<script src=\"/a.js\">\"<a href='/x'>\"</script><a href='/x'>", "<script src=\"P/a.js\">\"<a href='/x'>\"</script><a href=\"P/x\">")]
    [InlineData("<!-- <a href='/x'> --><br/>", "<!-- <a href='/x'> --><br/>")]
    [InlineData("<a href=\"/x?a=1&amp;b=2\">", "<a href=\"P/x?a=1&amp;b=2\">")]
    [InlineData("<a href=\"/x", "<a href=\"P/x\"")]
    [InlineData("a < b <", "a < b <")]
    [InlineData("<p href=\"/x\">", "<p href=\"/x\">")]
    public void Only_attributes_that_hold_links_change(string page, string expected) =>
        Assert.Equal(expected, HtmlLinks.Rewrite(page, static link => link.StartsWith('/') ? "P" + link : link));

    [Fact]
    public void A_page_without_links_stays_as_it_is() => Gen.String[Gen.Char["<>/=\"' abhref!-\n"], 0, 60]
        .Sample(static page => Assert.Equal(page, HtmlLinks.Rewrite(page, static link => link)));
}
