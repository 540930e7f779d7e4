using System.Text.RegularExpressions;
using CsCheck;
using Tiphys.Kubelet.Environment;

namespace Tiphys.Kubelet.Tests.Environment;

public sealed class ExpansionTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["A"] = "1", ["B"] = "$(A)", ["C"] = "" };

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("$(A)", "1")]
    [InlineData("x$(A)y$(A)", "x1y1")]
    [InlineData("$(B)", "$(A)")]
    [InlineData("$(C)", "")]
    [InlineData("$(D)", "$(D)")]
    [InlineData("$$(A)", "$(A)")]
    [InlineData("$$$(A)", "$1")]
    [InlineData("$$$$(A)", "$$(A)")]
    [InlineData("$A", "$A")]
    [InlineData("$(A", "$(A")]
    [InlineData("$", "$")]
    [InlineData("$$", "$")]
    [InlineData("$()", "$()")]
    [InlineData("$($(A))", "$($(A))")]
    [InlineData("$[A]$(A)", "$[A]1")]
    public void Words_expand_as_documented(string word, string expected) => Assert.Equal(expected, Expansion.Expand(word, Variables));

    [Fact]
    public void Any_word_expands_as_the_plain_definition_says() =>
        Gen.OneOf(new[] { "$", "(", ")", "A", "B", "C", "x", "$(A)", "$$" }.Select(Gen.Const).ToArray()).Array[0, 12].Select(parts => string.Concat(parts)).Sample(word =>
            Assert.Equal(Plain(word), Expansion.Expand(word, Variables)));

    // One token after the other from the left: an escaped dollar, a reference, or any character.
    private static string Plain(string word) => Regex.Replace(word, @"\$\$|\$\(([^)]*)\)|.", match => match.Value switch
    {
        "$$" => "$",
        ['$', '(', ..] reference => Variables.GetValueOrDefault(match.Groups[1].Value, reference),
        var other => other,
    });
}
