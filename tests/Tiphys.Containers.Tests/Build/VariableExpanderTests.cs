using CsCheck;
using Tiphys.Containers.Build;

namespace Tiphys.Containers.Tests.Build;

public sealed class VariableExpanderTests
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["a"] = "value", ["empty"] = "", ["b_1"] = "x", ["path"] = "/usr/local/bin/tool.tar.gz", ["dollar"] = "$a",
    };

    private static readonly VariableExpander Expander = new('\\', Values.GetValueOrDefault);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("$a", "value")]
    [InlineData("${a}", "value")]
    [InlineData("x$a-y", "xvalue-y")]
    [InlineData("$b_1.z", "x.z")]
    [InlineData("$missing", "")]
    [InlineData("$", "$")]
    [InlineData("a$ b", "a$ b")]
    [InlineData("\\$a", "$a")]
    [InlineData("'$a'", "$a")]
    [InlineData("\"$a\"", "value")]
    [InlineData("\"\\$a \\\" \\n\"", "$a \" \\n")]
    [InlineData("a\\ b", "a b")]
    [InlineData("'it'\"s\"", "its")]
    [InlineData("$dollar", "$a")]
    [InlineData("${a:-other}", "value")]
    [InlineData("${empty:-other}", "other")]
    [InlineData("${empty-other}", "")]
    [InlineData("${missing-other}", "other")]
    [InlineData("${missing:-$a}", "value")]
    [InlineData("${missing:-${missing:-${a}}}", "value")]
    [InlineData("${missing:-\"}\"}", "}")]
    [InlineData("${a:+set}", "set")]
    [InlineData("${empty:+set}", "")]
    [InlineData("${empty+set}", "set")]
    [InlineData("${missing+set}", "")]
    [InlineData("${a:?needed}", "value")]
    [InlineData("${path#*/}", "usr/local/bin/tool.tar.gz")]
    [InlineData("${path##*/}", "tool.tar.gz")]
    [InlineData("${path%.*}", "/usr/local/bin/tool.tar")]
    [InlineData("${path%%.*}", "/usr/local/bin/tool")]
    [InlineData("${path#x}", "/usr/local/bin/tool.tar.gz")]
    [InlineData("${path/l/L}", "/usr/Local/bin/tool.tar.gz")]
    [InlineData("${path//l/L}", "/usr/LocaL/bin/tooL.tar.gz")]
    [InlineData("${path//\\//-}", "-usr-local-bin-tool.tar.gz")]
    [InlineData("${path/bin*}", "/usr/local/")]
    [InlineData("ünïcode", "ünïcode")]
    public void Words_are_expanded(string word, string expected) => Assert.Equal(expected, Expander.Expand(word));

    [Theory]
    [InlineData("'open")]
    [InlineData("\"open")]
    [InlineData("${a")]
    [InlineData("${}")]
    [InlineData("${missing:?please}")]
    [InlineData("${missing?}")]
    [InlineData("${a:x}")]
    public void Malformed_words_are_refused(string word) => Assert.Throws<FormatException>(() => Expander.Expand(word));

    [Fact]
    public void Quotes_in_documents_are_content() =>
        Assert.Equal("say \"value\" '$a\\n", Expander.ExpandText("say \"$a\" '\\$a\\n"));

    [Theory]
    [InlineData("a b  c", "a|b|c")]
    [InlineData("a=\"b c\" d='e f'", "a=\"b c\"|d='e f'")]
    [InlineData("a\\ b c", "a\\ b|c")]
    [InlineData("\"it's\" x", "\"it's\"|x")]
    public void Words_are_split_outside_quotes(string text, string expected) =>
        Assert.Equal(expected.Split('|'), VariableExpander.SplitWords(text, '\\'));

    [Fact]
    public void Words_without_special_characters_stay_as_they_are() =>
        Gen.String[Gen.Char.Where(c => c is not ('$' or '\\' or '"' or '\'')), 0, 30].Sample(word => Expander.Expand(word) == word);

    [Fact]
    public void Any_word_is_expanded_or_refused() =>
        Gen.String[Gen.Char["ab${}:-+?#%/\\\"'*1 "], 0, 20].Sample(word =>
        {
            try
            {
                Expander.Expand(word);
            }
            catch (FormatException)
            {
            }
        }, iter: 20_000);
}
